// «Рассылки»: what is going on, and the hand on it.
import { Button, MultiSelect, Select, Tabs, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import "../texts";

import { api } from "../../../kit/client";
import { DataList } from "../../../kit/DataList";
import { Filters, useFilters } from "../../../kit/Filters";
import { useMayEdit, useProject } from "../../../kit/me";
import { PageHeader } from "../../../kit/PageHeader";
import { PeriodFields } from "../../../kit/PeriodFields";
import { useWord } from "../../../kit/words";
import { STATES } from "../states";
import { useColumns } from "./columns";

const KEYS = ["from", "to", "name", "state", "channel"] as const;

function CreateButton() {
  const { t } = useTranslation("campaigns");
  const project = String(useProject());
  return (
    <Button
      component={Link}
      to="/p/$project/campaigns/new"
      params={{ project } as never}
      leftSection={<IconPlus size={16} />}
    >
      {t("create")}
    </Button>
  );
}

export default function CampaignsPage() {
  const { t } = useTranslation("campaigns");
  const mayEdit = useMayEdit();
  const filters = useFilters(KEYS);
  const { address } = filters;
  const archived = address.get("tab") === "archive";
  return (
    <>
      <PageHeader title={t("title")} actions={mayEdit && <CreateButton />} />
      <Tabs
        value={archived ? "archive" : "active"}
        onChange={(tab) => address.change({ tab: tab === "archive" ? tab : undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="active">{t("tab.active")}</Tabs.Tab>
          <Tabs.Tab value="archive">{t("tab.archive")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={archived ? "archive" : "active"}>
          <CampaignFilters filters={filters} />
          <CampaignTable filters={filters} archived={archived} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

type Filtering = ReturnType<typeof useFilters>;

function CampaignFilters({ filters }: { filters: Filtering }) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  const { draft, set } = filters;
  const options = (group: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: word(group, code) }));
  return (
    <Filters filters={filters} columns={5}>
      <PeriodFields filters={filters} />
      <TextInput
        label={t("filter.name")}
        value={draft.name ?? ""}
        onChange={(event) => set("name", event.currentTarget.value)}
      />
      <MultiSelect
        label={t("filter.state")}
        data={options("state", STATES)}
        value={draft.state ? draft.state.split(",") : []}
        onChange={(codes) => set("state", codes.join(","))}
        clearable
      />
      <Select
        label={t("filter.channel")}
        data={options("channel", ["voice", "sms"])}
        value={draft.channel || null}
        onChange={(code) => set("channel", code)}
        clearable
      />
    </Filters>
  );
}

function CampaignTable({ filters, archived }: { filters: Filtering; archived: boolean }) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const mayEdit = useMayEdit();
  const { address } = filters;
  const asked = Object.fromEntries(KEYS.map((key) => [key, address.get(key) || undefined]));
  const query = api.useQuery("get", "/api/v1/projects/{project}/campaigns", {
    params: { path: { project }, query: { ...asked, archived, page: address.page, per: address.per } },
  });
  const columns = useColumns();
  return (
    <div className="surface" style={{ marginTop: 12 }}>
      <DataList
        label={t("title")}
        query={query}
        columns={columns}
        filtered={filters.active > 0}
        onReset={filters.reset}
        emptyHint={archived ? t("emptyArchive") : t("emptyHint")}
        emptyAction={!archived && mayEdit && <CreateButton />}
      />
    </div>
  );
}
