// «Живая линия»: calls under way, in big figures and by trunk and campaign; it moves by itself.
import { Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import "./texts";

import { type Calls, STATES, total, useLine } from "../../kit/line";
import { PageHeader } from "../../kit/PageHeader";
import { StatCard } from "../../kit/StatCard";
import styles from "./line.module.css";

export default function LinePage() {
  const { t } = useTranslation("line");
  const line = useLine();
  const trunks = (line?.trunks ?? []).map((row) => ({ ...row, key: row.name, label: row.name || t("noTrunk") }));
  const campaigns = (line?.campaigns ?? []).map((row) => ({
    ...row,
    key: String(row.id),
    label: row.id ? row.name || `№ ${row.id}` : t("noCampaign"),
  }));
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} />
      {!line && <Text role="status">{t("waiting")}</Text>}
      {line && (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} className={styles.wall} aria-live="off">
            <StatCard label={t("all")} value={total(line.states)} accent />
            {STATES.map((state) => (
              <StatCard key={state} label={t(`state.${state}`)} value={line.states[state]} />
            ))}
          </SimpleGrid>
          {total(line.states) === 0 ? (
            <Text>{t("empty")}</Text>
          ) : (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Bars title={t("byTrunk")} rows={trunks} />
              <Bars title={t("byCampaign")} rows={campaigns} />
            </SimpleGrid>
          )}
        </Stack>
      )}
    </>
  );
}

type Row = Calls & { key: string; label: string };

function Bars({ title, rows }: { title: string; rows: Row[] }) {
  const { t } = useTranslation("line");
  const most = Math.max(1, ...rows.map(total));
  return (
    <Paper withBorder radius="md" p="md">
      <Text fw={600} component="h2" mb="xs">
        {title}
      </Text>
      <Stack gap="sm">
        {rows.map((row) => (
          <div key={row.key}>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text size="sm" lineClamp={1}>
                {row.label}
              </Text>
              <Text size="sm" fw={600} className="figures">
                {total(row)}
              </Text>
            </Group>
            <div
              className={styles.bar}
              role="img"
              aria-label={STATES.map((state) => `${t(`state.${state}`)}: ${row[state]}`).join(", ")}
            >
              {STATES.map((state) => (
                <span key={state} data-state={state} style={{ width: `${(100 * row[state]) / most}%` }} />
              ))}
            </div>
          </div>
        ))}
      </Stack>
    </Paper>
  );
}
