// Runs of the campaign, and who did what to it.
import { Paper, Stack, Table, Text, Timeline, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { CampaignDetail } from "../../../kit/types";
import { useWord } from "../../../kit/words";
import { Moment, Money, StackedMoment } from "../../../kit/Written";
import { CampaignState } from "../CampaignState";
import { SizeFigures } from "../SizeFigures";

export function HistoryTab({ campaign }: { campaign: CampaignDetail }) {
  return (
    <Stack gap="md">
      <Runs runs={campaign.runs} />
      <Journal journal={campaign.journal} />
    </Stack>
  );
}

function Runs({ runs }: { runs: CampaignDetail["runs"] }) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  return (
    <Paper withBorder radius="md">
      <Title order={2} size="h5" p="md" pb={4}>
        {t("runs.title")}
      </Title>
      {!runs.length && (
        <Text c="dimmed" size="sm" p="md" pt={0}>
          {t("runs.empty")}
        </Text>
      )}
      {runs.length > 0 && (
        <Table.ScrollContainer minWidth={680}>
          <Table verticalSpacing="xs" aria-label={t("runs.title")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("runs.kind")}</Table.Th>
                <Table.Th>{t("column.state")}</Table.Th>
                <Table.Th>{t("general.started")}</Table.Th>
                <Table.Th>{t("general.finished")}</Table.Th>
                <Table.Th>{t("column.size")}</Table.Th>
                <Table.Th ta="right">{t("column.spent")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {runs.map((run) => (
                <Table.Tr key={run.id}>
                  <Table.Td>
                    {word("runKind", run.kind)}
                    {run.kind !== "initial" && ` ${run.index}`}
                  </Table.Td>
                  <Table.Td>
                    <CampaignState state={run.state} reason="" />
                  </Table.Td>
                  <Table.Td>
                    <StackedMoment at={run.started_at} />
                  </Table.Td>
                  <Table.Td>
                    <StackedMoment at={run.finished_at} />
                  </Table.Td>
                  <Table.Td>
                    <SizeFigures size={run.size} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Money amount={run.cost} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}

function Journal({ journal }: { journal: CampaignDetail["journal"] }) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h5" mb="sm">
        {t("journal.title")}
      </Title>
      {!journal.length && (
        <Text c="dimmed" size="sm">
          {t("journal.empty")}
        </Text>
      )}
      <Timeline bulletSize={12} lineWidth={2}>
        {journal.toReversed().map((entry) => (
          <Timeline.Item
            key={`${entry.at}${entry.to}`}
            title={<Text size="sm" fw={600} children={`${word("state", entry.from)} → ${word("state", entry.to)}`} />}
          >
            <Text size="sm" c="dimmed">
              <Moment at={entry.at} /> · {entry.actor || t("journal.system")}
              {entry.reason && ` · ${word("pauseReason", entry.reason)}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Paper>
  );
}
