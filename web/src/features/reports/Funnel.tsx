// The way from first touch to the goal: a bar each, with the share of the stage before.
import { Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import * as format from "../../kit/format";
import { useLanguage } from "../../kit/me";
import type { ProjectStatistics } from "../../kit/types";
import { useWord } from "../../kit/words";

export function Funnel({ stages }: { stages: ProjectStatistics["funnel"] }) {
  const { t } = useTranslation("reports");
  const word = useWord("reports");
  const language = useLanguage();
  const widest = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <Stack gap="sm">
      {stages.map(({ stage, count }, index) => {
        const before = stages[index - 1]?.count;
        return (
          <div key={stage}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">{word("stage", stage)}</Text>
              <Text size="sm" className="figures">
                <b>{format.count(count, language)}</b>
                {before ? (
                  <Text span c="dimmed" size="xs" title={t("funnel.ofPrevious")}>
                    {" "}
                    {format.share((count / before) * 100, language)}
                  </Text>
                ) : null}
              </Text>
            </Group>
            <Progress
              value={(count / widest) * 100}
              color={index === stages.length - 1 ? "orange" : "teal"}
              size="lg"
              aria-label={word("stage", stage)}
            />
          </div>
        );
      })}
    </Stack>
  );
}
