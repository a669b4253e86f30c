// «Ограничения»: for those who run the installation. Limits of all and of each account; stops, and lifting them.
import { Button, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { ask } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { StateBadge } from "../../kit/StateBadge";
import type { Answer } from "../../kit/types";
import { Waiting } from "../../kit/Waiting";
import { FIGURES, LimitsDrawer, type Own } from "./LimitsDrawer";

type Account = Answer<"/api/v1/limits/accounts">[number];

export default function LimitsPage() {
  const { t } = useTranslation("limits");
  const [edited, setEdited] = useState<Account | "installation" | null>(null);
  const installation = api.useQuery("get", "/api/v1/limits/installation");
  const accounts = api.useQuery("get", "/api/v1/limits/accounts");
  const edit = (whose: Account | "installation") => (
    <Button variant="default" size="xs" onClick={() => setEdited(whose)}>
      {t("edit")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} />
      {!accounts.data && <Waiting query={accounts} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {installation.data && (
          <Card title={t("installation")} limits={installation.data}>
            {edit("installation")}
          </Card>
        )}
        {(accounts.data ?? []).map((account) => (
          <Card key={account.id} title={`${account.title} № ${account.id}`} limits={account.own} stop={account.stop}>
            {edit(account)}
            <StopButton account={account} />
          </Card>
        ))}
      </SimpleGrid>
      {edited && (
        <LimitsDrawer
          account={edited === "installation" ? undefined : edited.id}
          title={edited === "installation" ? t("installation") : edited.title}
          own={edited === "installation" ? installation.data : edited.own}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

interface CardProps {
  title: string;
  limits: Own;
  stop?: Account["stop"];
  children: React.ReactNode;
}

function Card({ title, limits, stop, children }: CardProps) {
  const { t } = useTranslation("limits");
  const told = FIGURES.filter((name) => limits[name] !== null && limits[name] !== undefined);
  const nothing = told.length === 0 && !limits.prefixes;
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap={6}>
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Text fw={600} component="h2">
            {title}
          </Text>
          <Group gap="xs">{children}</Group>
        </Group>
        {stop && (
          <StateBadge tone="bad">
            {t(`stop.${stop.code as "by_hand"}`, { limit: String(Number(stop.limit)) })}
          </StateBadge>
        )}
        {nothing && <Text size="sm">{t("asInstallation")}</Text>}
        {limits.prefixes && (
          <Text size="sm">
            {t("prefixes")}: {limits.prefixes.join(", ") || "—"}
          </Text>
        )}
        {told.map((name) => (
          <Text size="sm" key={name}>
            {t(`name.${name}`)}: {Number(limits[name])}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}

function StopButton({ account }: { account: Account }) {
  const { t } = useTranslation("limits");
  const deed = useDeed<unknown>("/limits");
  const params = { path: { account: account.id } };
  const lift = () => deed.mutate({ act: () => client.POST("/api/v1/limits/accounts/{account}/lift", { params }) });
  const halt = () =>
    ask({
      title: t("askHalt", { name: account.title }),
      text: t("askHaltText"),
      confirm: t("halt"),
      danger: true,
      onConfirm: () =>
        deed.mutate({
          act: () => client.POST("/api/v1/limits/accounts/{account}/stop", { params, body: { comment: "" } }),
        }),
    });
  return (
    <Button size="xs" color={account.stop ? undefined : "red"} variant="light" onClick={account.stop ? lift : halt}>
      {t(account.stop ? "lift" : "halt")}
    </Button>
  );
}
