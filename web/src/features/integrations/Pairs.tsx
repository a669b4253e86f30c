// Rows «Название — Значение» of headers and params.
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconAction } from "../../kit/IconAction";
import type { Values } from "./IntegrationForm";

const MOST = 50;

export function Pairs({ form, list }: { form: UseFormReturnType<Values>; list: "headers" | "params" }) {
  const { t } = useTranslation("integrations");
  const rows = form.values[list];
  return (
    <Stack gap="xs" align="flex-start">
      {!rows.length && (
        <Text size="sm" c="dimmed">
          {t("form.none")}
        </Text>
      )}
      {rows.map((_, place) => (
        <Group key={place} gap="xs" w="100%" wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={t("form.pairName")}
            placeholder={t("form.pairName")}
            maxLength={128}
            flex={1}
            {...form.getInputProps(`${list}.${place}.name`)}
          />
          <TextInput
            aria-label={t("form.pairValue")}
            placeholder="{{phone}}"
            maxLength={4000}
            flex={2}
            {...form.getInputProps(`${list}.${place}.value`)}
          />
          <IconAction label={t("form.remove")} icon={IconX} onClick={() => form.removeListItem(list, place)} />
        </Group>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} />}
        disabled={rows.length >= MOST}
        onClick={() => form.insertListItem(list, { name: "", value: "" })}
      >
        {t("form.add")}
      </Button>
    </Stack>
  );
}
