// «Материалы»: clips, spoken texts and message texts.
import { Button, Group, SegmentedControl, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { api } from "../../kit/client";
import { DataList } from "../../kit/DataList";
import { useMayEdit, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import type { Material } from "../../kit/types";
import { type Kind, KINDS, MaterialDialog } from "./MaterialDialog";
import { useMaterialColumns } from "./materialColumns";
import { RenameDialog } from "./RenameDialog";

/** Sound is prepared in seconds; the WebSocket tells when, asking is for when it is down. */
const ASK_MS = 4_000;

export default function MaterialsPage() {
  const { t } = useTranslation("materials");
  const address = useAddress();
  const mayEdit = useMayEdit();
  const [creating, setCreating] = useState(false);
  const archived = address.get("tab") === "archive";
  const kind = KINDS.find((one) => one === address.get("kind")) ?? "audio";
  const tab = archived ? "archive" : "active";
  const create = mayEdit && !archived && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t(`create.${kind}`)}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      <Tabs value={tab} onChange={(next) => address.change({ tab: next === "archive" ? next : undefined })}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="active">{t("tab.active")}</Tabs.Tab>
          <Tabs.Tab value="archive">{t("tab.archive")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Group mb="sm">
            <SegmentedControl
              aria-label={t("kindLabel")}
              data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
              value={kind}
              onChange={(value) => address.change({ kind: value === "audio" ? undefined : value })}
            />
          </Group>
          <MaterialList kind={kind} archived={archived} create={create} />
        </Tabs.Panel>
      </Tabs>
      {creating && <MaterialDialog kinds={[kind]} onClose={() => setCreating(false)} />}
    </>
  );
}

function MaterialList({ kind, archived, create }: { kind: Kind; archived: boolean; create: React.ReactNode }) {
  const { t } = useTranslation("materials");
  const project = useProject();
  const address = useAddress();
  const [renaming, setRenaming] = useState<Material | null>(null);
  const query = api.useQuery(
    "get",
    "/api/v1/projects/{project}/materials",
    { params: { path: { project }, query: { kind, archived, page: address.page, per: address.per } } },
    {
      refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === "processing") ? ASK_MS : false),
    },
  );
  const columns = useMaterialColumns(kind, setRenaming);
  return (
    <div className="surface">
      <DataList
        label={t(`kind.${kind}`)}
        query={query}
        columns={columns}
        emptyHint={archived ? t("emptyArchive") : t(`emptyHint.${kind}`)}
        emptyAction={create}
      />
      {renaming && <RenameDialog material={renaming} onClose={() => setRenaming(null)} />}
    </div>
  );
}
