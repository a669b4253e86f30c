// «Аудитории»: active lists, stop-lists, archive.
import { Button, Group, Switch, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { api } from "../../kit/client";
import { DataList } from "../../kit/DataList";
import { useMayEdit, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { SearchLine } from "../../kit/SearchLine";
import type { Audience } from "../../kit/types";
import { AudienceDialog } from "./AudienceDialog";
import { useAudienceColumns } from "./audienceColumns";

const TABS = ["active", "stop", "archive"] as const;
type Tab = (typeof TABS)[number];

const QUERIES: Record<Tab, { kind?: "contacts" | "stop"; state: "active" | "archived" }> = {
  active: { kind: "contacts", state: "active" },
  stop: { kind: "stop", state: "active" },
  archive: { state: "archived" },
};

export default function AudiencesPage() {
  const { t } = useTranslation("contacts");
  const project = String(useProject());
  const mayEdit = useMayEdit();
  const address = useAddress();
  const tab = TABS.find((one) => one === address.get("tab")) ?? "active";
  const create = mayEdit && (
    <Button
      component={Link}
      to={`/p/${project}/audiences/new${tab === "stop" ? "?kind=stop" : ""}` as never}
      leftSection={<IconPlus size={16} />}
    >
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      <Tabs
        value={tab}
        onChange={(next) =>
          address.change({ tab: next === "active" ? undefined : (next ?? undefined), name: undefined })
        }
      >
        <Tabs.List mb="sm">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {one === tab && <AudienceList tab={one} create={create} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function AudienceList({ tab, create }: { tab: Tab; create: React.ReactNode }) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const address = useAddress();
  const [editing, setEditing] = useState<Audience | null>(null);
  const name = address.get("name") || undefined;
  const hidden = address.get("hidden") === "1";
  const query = api.useQuery("get", "/api/v1/projects/{project}/audiences", {
    params: { path: { project }, query: { ...QUERIES[tab], name, hidden, page: address.page, per: address.per } },
  });
  const columns = useAudienceColumns(setEditing, tab === "archive");
  return (
    <>
      <Group justify="space-between" gap="xs">
        <SearchLine field="name" label={t("searchName")} />
        <Switch
          label={t("showHidden")}
          checked={hidden}
          onChange={(event) => address.change({ hidden: event.currentTarget.checked ? "1" : undefined })}
        />
      </Group>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t(`tab.${tab}`)}
          query={query}
          columns={columns}
          filtered={Boolean(name)}
          onReset={() => address.change({ name: undefined })}
          emptyHint={t(`emptyHint.${tab}`)}
          emptyAction={tab !== "archive" && create}
        />
      </div>
      {editing && <AudienceDialog audience={editing} onClose={() => setEditing(null)} />}
    </>
  );
}
