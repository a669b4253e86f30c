// One request and its answer, word for word.
import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { StateBadge } from "../../kit/StateBadge";
import { type Delivery, TONES } from "./kinds";

export function Exchange({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("integrations");
  return (
    <Stack gap={4} role="status">
      <Group gap="sm">
        <StateBadge tone={TONES[delivery.state]}>{t(`delivery.${delivery.state}`)}</StateBadge>
        <Text size="sm">{delivery.code ? `HTTP ${delivery.code}` : delivery.failure || t("journal.silence")}</Text>
      </Group>
      <Text size="xs" c="dimmed">
        {t("journal.request")}
      </Text>
      <pre className="source" tabIndex={0} aria-label={t("journal.request")}>
        {delivery.request || "—"}
      </pre>
      <Text size="xs" c="dimmed">
        {t("journal.answer")}
      </Text>
      <pre className="source" tabIndex={0} aria-label={t("journal.answer")}>
        {delivery.answer || "—"}
      </pre>
    </Stack>
  );
}
