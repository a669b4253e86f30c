// «Операторы связи»: for those who run the installation. Trunks, how each fares now, and their settings.
import { Button, SimpleGrid } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { api } from "../../kit/client";
import { EmptyList } from "../../kit/EmptyState";
import { PageHeader } from "../../kit/PageHeader";
import { Waiting } from "../../kit/Waiting";
import type { Trunk } from "./kinds";
import { SettingsCard, TrunkCard } from "./TrunkCard";
import { TrunkDrawer } from "./TrunkDrawer";

const LOOK_MS = 3000;

export default function TrunksPage() {
  const { t } = useTranslation("trunks");
  const [opened, setOpened] = useState<Trunk | "new" | null>(null);
  const query = api.useQuery("get", "/api/v1/trunks", {}, { refetchInterval: LOOK_MS });
  const others = api.useQuery("get", "/api/v1/trunks/other-reports", {}, { refetchInterval: LOOK_MS });
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened("new")}>
      {t("add")}
    </Button>
  );
  const names = [...new Set((others.data ?? []).map(({ trunk }) => trunk))];
  const nothing = query.data?.length === 0 && names.length === 0;
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} actions={add} />
      {!query.data && <Waiting query={query} />}
      {nothing && <EmptyList hint={t("empty")} action={add} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {names.map((name) => (
          <SettingsCard key={name} name={name} reports={(others.data ?? []).filter(({ trunk }) => trunk === name)} />
        ))}
        {(query.data ?? []).map((trunk) => (
          <TrunkCard key={trunk.id} trunk={trunk} onEdit={() => setOpened(trunk)} />
        ))}
      </SimpleGrid>
      {opened && <TrunkDrawer trunk={opened === "new" ? undefined : opened} onClose={() => setOpened(null)} />}
    </>
  );
}
