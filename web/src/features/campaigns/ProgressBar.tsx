// The bar moves as the backend tells; answered, unanswered and the rest have their own colours.
import { Group, Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import * as format from "../../kit/format";
import { useLanguage } from "../../kit/me";
import type { Campaign } from "../../kit/types";

type Shown = Pick<Campaign, "progress" | "seconds_left" | "size" | "state" | "name">;

export function ProgressBar({ campaign, wide }: { campaign: Shown; wide?: boolean }) {
  const { t } = useTranslation("campaigns");
  const language = useLanguage();
  const { progress, size, seconds_left: left, state } = campaign;
  const part = (value: number) => (size.total ? (value / size.total) * 100 : 0);
  const other = size.stop_listed + size.invalid + size.unknown;
  return (
    <div style={{ minWidth: wide ? undefined : 120 }}>
      <Group justify="space-between" gap={6} wrap="nowrap">
        <Text size="sm" fw={600} className="figures" data-testid="progress">
          {format.share(progress, language)}
        </Text>
        {state === "running" && left !== null && (
          <Text size="xs" c="dimmed" className="figures nowrap">
            {t("left", { time: format.clock(left) })}
          </Text>
        )}
      </Group>
      <Progress.Root size={wide ? 10 : 6} mt={3} transitionDuration={400}>
        <Progress.Section
          value={part(size.answered)}
          color="teal"
          aria-label={t("progressOf", { name: campaign.name })}
        />
        <Progress.Section value={part(size.unanswered)} color="yellow.6" withAria={false} aria-hidden />
        <Progress.Section value={part(other)} color="gray.5" withAria={false} aria-hidden />
      </Progress.Root>
    </div>
  );
}
