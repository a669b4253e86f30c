import { Button, Grid, Group, Paper, SimpleGrid, Stack, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { api } from "../../../kit/client";
import { Downloads } from "../../../kit/Downloads";
import { NoData } from "../../../kit/EmptyState";
import * as format from "../../../kit/format";
import { useLanguage, useProject } from "../../../kit/me";
import { StatCard } from "../../../kit/StatCard";
import type { CampaignDetail, CampaignStatistics } from "../../../kit/types";
import { Waiting } from "../../../kit/Waiting";
import { ProgressBar } from "../ProgressBar";
import { SizeLegend } from "../SizeFigures";
import { AnswersChart } from "./AnswersChart";
import { GeneralBlock } from "./GeneralBlock";

export function OverviewTab({ campaign }: { campaign: CampaignDetail }) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const query = api.useQuery("get", "/api/v1/projects/{project}/campaigns/{campaign_id}/statistics", {
    params: { path: { project, campaign_id: campaign.id } },
  });
  const { data } = query;
  if (!data) return <Waiting query={query} />;
  return (
    <Stack gap="md">
      <Paper withBorder p="md" radius="md">
        <ProgressBar campaign={campaign} wide />
        <Group mt="sm">
          <SizeLegend size={campaign.size} />
        </Group>
      </Paper>
      <Figures figures={data} channel={campaign.channel} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Paper withBorder p="md" radius="md" h="100%">
            <Title order={2} size="h5" mb="xs">
              {t("chart.title")}
            </Title>
            {data.series.length ? <AnswersChart series={data.series} /> : <NoData hint={t("chart.empty")} />}
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <GeneralBlock campaign={campaign} />
        </Grid.Col>
      </Grid>
      <DownloadsBlock campaign={campaign} />
    </Stack>
  );
}

function Figures({ figures, channel }: { figures: CampaignStatistics; channel: string }) {
  const { t } = useTranslation("campaigns");
  const language = useLanguage();
  const number = (value: number) => format.count(value, language);
  const part = (value: number, whole: number) => (whole ? format.share((value / whole) * 100, language) : undefined);
  const { answered, unanswered, leads, total } = figures;
  const card = (
    key: Exclude<keyof CampaignStatistics, "series" | "answered_by" | "cancelled" | "in_process">,
    note?: string,
  ) => (
    <StatCard
      label={t(`stat.${key}`)}
      value={number(Number(figures[key]))}
      note={note}
      accent={key === "leads"}
      tooltip={t(`statHint.${key}`)}
    />
  );
  const voice = channel === "voice";
  const notPeople = (["machine", "assistant", "announcement"] as const)
    .filter((kind) => figures.answered_by[kind])
    .map((kind) => t(`answeredBy.${kind}`, { value: number(figures.answered_by[kind]!) }))
    .join(", ");
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs">
      {voice && card("calls_made", t("statOf", { total: number(total) }))}
      {!voice && card("total")}
      {card("leads", part(leads, answered))}
      {card("answered", part(answered, total))}
      {card("unanswered", part(unanswered, total))}
      {voice && card("machines", notPeople)}
      {card("stop_listed")}
      {card("invalid")}
      {card("unknown")}
      {voice && card("called_back")}
      {voice && card("transferred")}
      {card("sms_sent", t("statDelivered", { count: figures.sms_delivered, value: number(figures.sms_delivered) }))}
      <StatCard
        label={t("stat.cost_per_lead")}
        value={format.money(figures.cost_per_lead ?? figures.cost, language)}
        note={figures.cost_per_lead ? undefined : t("noLeadsYet")}
      />
      <StatCard label={t("stat.cost")} value={format.money(figures.cost, language)} />
    </SimpleGrid>
  );
}

function DownloadsBlock({ campaign }: { campaign: CampaignDetail }) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const root = `/api/v1/projects/${project}/campaigns/${campaign.id}`;
  return (
    <Paper withBorder p="md" radius="md">
      <Title order={2} size="h5" mb="sm">
        {t("downloads.title")}
      </Title>
      <Group gap="xs">
        {(["report", "leads", "unanswered", "uncalled"] as const).map((kind) => (
          <Downloads key={kind} label={t(`downloads.${kind}`)} path={`${root}/${kind}`} />
        ))}
        {campaign.record_calls && (
          <Button
            component="a"
            href={`${root}/recordings`}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t("downloads.recordings")}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
