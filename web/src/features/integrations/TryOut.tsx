// «Проверить»: a real request with sample values, and what came back.
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { Exchange } from "./Exchange";
import type { Delivery } from "./kinds";

export function TryOut({ id, dirty }: { id: number; dirty: boolean }) {
  const { t } = useTranslation("integrations");
  const project = useProject();
  const deed = useDeed<{ data?: Delivery }>("/deliveries");
  const send = () =>
    deed.mutate({
      act: () =>
        client.POST("/api/v1/projects/{project}/integrations/{integration_id}/test", {
          params: { path: { project, integration_id: id } },
        }),
    });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button
          variant="light"
          leftSection={<IconSend size={16} />}
          onClick={send}
          loading={deed.isPending}
          disabled={dirty}
        >
          {t("form.test")}
        </Button>
        <Text size="xs" c="dimmed" flex={1}>
          {t("form.testHint")}
        </Text>
      </Group>
      {deed.data?.data && <Exchange delivery={deed.data.data} />}
    </Stack>
  );
}
