// «Статистика»: the whole project in five figures, a funnel and the course of days.
import { Grid, Paper, SimpleGrid, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import "./texts";

import { api } from "../../kit/client";
import { NoData } from "../../kit/EmptyState";
import { Filters, useFilters } from "../../kit/Filters";
import * as format from "../../kit/format";
import { useLanguage, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { PeriodFields } from "../../kit/PeriodFields";
import { StatCard } from "../../kit/StatCard";
import type { ProjectStatistics } from "../../kit/types";
import { Waiting } from "../../kit/Waiting";
import { DaysChart } from "./DaysChart";
import { Funnel } from "./Funnel";

const KEYS = ["from", "to"] as const;

export default function StatisticsPage() {
  const { t } = useTranslation("reports");
  const project = useProject();
  const filters = useFilters(KEYS);
  const asked = Object.fromEntries(KEYS.map((key) => [key, filters.address.get(key) || undefined]));
  const query = api.useQuery("get", "/api/v1/projects/{project}/statistics", {
    params: { path: { project }, query: asked },
  });
  return (
    <>
      <PageHeader title={t("title")} hint={filters.active ? undefined : t("last30")} />
      <Stack gap="md">
        <div>
          <Filters filters={filters}>
            <PeriodFields filters={filters} />
          </Filters>
        </div>
        {query.data ? <Report figures={query.data} /> : <Waiting query={query} />}
      </Stack>
    </>
  );
}

function Report({ figures }: { figures: ProjectStatistics }) {
  const { t } = useTranslation("reports");
  const language = useLanguage();
  const card = (key: "calls" | "sms" | "clicks" | "leads") => (
    <StatCard
      label={t(`card.${key}`)}
      value={format.count(figures[key] ?? 0, language)}
      tooltip={t(`hint.${key}`)}
      accent={key === "leads"}
    />
  );
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: figures.clicks === null ? 4 : 5 }} spacing="xs">
        {card("calls")}
        {card("sms")}
        {figures.clicks !== null && card("clicks")}
        {card("leads")}
        <StatCard label={t("card.cost")} value={format.money(figures.cost, language)} tooltip={t("hint.cost")} />
      </SimpleGrid>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Paper withBorder radius="md" p="md" h="100%">
            <Title order={2} size="h5" mb="sm">
              {t("funnel.title")}
            </Title>
            {figures.funnel.some(({ count }) => count) ? <Funnel stages={figures.funnel} /> : <NoData />}
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Paper withBorder radius="md" p="md" h="100%">
            <Title order={2} size="h5" mb="xs">
              {t("days.title")}
            </Title>
            {figures.series.length ? <DaysChart series={figures.series} /> : <NoData hint={t("days.empty")} />}
          </Paper>
        </Grid.Col>
      </Grid>
    </>
  );
}
