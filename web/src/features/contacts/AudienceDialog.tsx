import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Audience } from "../../kit/types";

export function AudienceDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const deed = useDeed<unknown>("/audiences");
  const form = useForm({
    initialValues: { name: audience.name, hidden: audience.hidden, is_global_stop: audience.is_global_stop },
    validate: { name: (value) => (value.trim() ? null : kit("required")) },
  });
  const save = form.onSubmit((body) =>
    deed.mutate({
      act: () =>
        client.PATCH("/api/v1/projects/{project}/audiences/{audience}", {
          params: { path: { project, audience: audience.id } },
          body,
        }),
      then: onClose,
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t("editTitle")} closeButtonProps={{ "aria-label": kit("close") }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <TextInput
            label={t("column.name")}
            withAsterisk
            maxLength={255}
            data-autofocus
            {...form.getInputProps("name")}
          />
          <Checkbox
            label={t("hidden")}
            description={t("hiddenHint")}
            {...form.getInputProps("hidden", { type: "checkbox" })}
          />
          {audience.kind === "stop" && (
            <Checkbox
              label={t("globalStop")}
              description={t("globalStopHint")}
              {...form.getInputProps("is_global_stop", { type: "checkbox" })}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {kit("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
