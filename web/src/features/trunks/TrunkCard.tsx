// One trunk: where it leads, what it may carry, and what each gateway tells of it.
import { Group, Paper, Stack, Text } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ask } from "../../kit/ask";
import { client } from "../../kit/client";
import { IconAction } from "../../kit/IconAction";
import { useDeed } from "../../kit/refresh";
import { StateBadge } from "../../kit/StateBadge";
import type { Trunk, TrunkReport } from "./kinds";

export function TrunkCard({ trunk, onEdit }: { trunk: Trunk; onEdit: () => void }) {
  const { t } = useTranslation("trunks");
  const deed = useDeed<unknown>("/trunks");
  const path = { trunk: trunk.id };
  const consent = () =>
    ask({
      title: t("askRemove", { name: trunk.name }),
      text: t("askRemoveText"),
      confirm: t("remove"),
      danger: true,
      onConfirm: () => deed.mutate({ act: () => client.DELETE("/api/v1/trunks/{trunk}", { params: { path } }) }),
    });
  const shown = (limit: number) => (limit ? String(limit) : t("unlimited"));
  const port = trunk.port ? `:${trunk.port}` : "";
  return (
    <Card
      name={trunk.name}
      where={`${trunk.transport.toUpperCase()} ${trunk.host}${port}`}
      actions={
        <Group gap={4}>
          <IconAction label={`${t("edit")} ${trunk.name}`} icon={IconPencil} onClick={onEdit} />
          <IconAction label={`${t("remove")} ${trunk.name}`} icon={IconTrash} onClick={consent} />
        </Group>
      }
    >
      <Text size="sm">
        {trunk.prefixes.length ? t("line.prefixes", { list: trunk.prefixes.join(", ") }) : t("line.anyPrefix")}
        {". "}
        {t("line.limits", { channels: shown(trunk.channels), starts: shown(trunk.starts_per_second) })}
        {". "}
        {t("line.order", trunk)}
      </Text>
      {trunk.enabled ? <Reports reports={trunk.reports} /> : <StateBadge tone="calm">{t("off")}</StateBadge>}
    </Card>
  );
}

export function SettingsCard({ name, reports }: { name: string; reports: TrunkReport[] }) {
  const { t } = useTranslation("trunks");
  return (
    <Card name={name} where={t("fromSettings")}>
      <Reports reports={reports} />
    </Card>
  );
}

function Card(props: { name: string; where: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Text fw={600} component="h2">
              {props.name}
            </Text>
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {props.where}
            </Text>
          </div>
          {props.actions}
        </Group>
        {props.children}
      </Stack>
    </Paper>
  );
}

function Reports({ reports }: { reports: TrunkReport[] }) {
  const { t } = useTranslation("trunks");
  if (reports.length === 0) return <StateBadge tone="warn">{t("noGateway")}</StateBadge>;
  return reports.map((report) => (
    <div key={report.gateway}>
      <StateBadge tone={report.why ? "bad" : "good"} live={!report.why}>
        {t(report.why ? "state.down" : report.registered ? "state.registered" : "state.works")}
      </StateBadge>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>
        {t("gateway", { name: report.gateway })}. {t("calls", { count: report.calls })}.{" "}
        {report.why || (report.answer && t("answer", { answer: report.answer }))}
      </Text>
    </div>
  ));
}
