// «Интеграции»: webhooks of the project, their settings and the log of what they told.
import { Button, Group, Tabs } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconHistory, IconPencil, IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { ask } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { StateBadge } from "../../kit/StateBadge";
import { IntegrationDrawer } from "./IntegrationDrawer";
import { JournalDrawer } from "./JournalDrawer";
import type { Integration } from "./kinds";

type Opened = { row: Integration | null; what: "form" | "journal" } | null;

export default function IntegrationsPage() {
  const { t } = useTranslation("integrations");
  const address = useAddress();
  const project = useProject();
  const mayEdit = useMayEdit();
  const [opened, setOpened] = useState<Opened>(null);
  const archived = address.get("tab") === "archive";
  const query = api.useQuery("get", "/api/v1/projects/{project}/integrations", {
    params: { path: { project }, query: { archived, page: address.page, per: address.per } },
  });
  const columns = useColumns(setOpened);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpened({ row: null, what: "form" })}>
      {t("create")}
    </Button>
  );
  const tab = archived ? "archive" : "active";
  const close = () => setOpened(null);
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} actions={create} />
      <Tabs value={tab} onChange={(next) => address.change({ tab: next === "archive" ? next : undefined })}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="active">{t("tab.active")}</Tabs.Tab>
          <Tabs.Tab value="archive">{t("tab.archive")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} className="surface">
          <DataList
            label={t("title")}
            query={query}
            columns={columns}
            emptyHint={t(archived ? "emptyArchive" : "empty")}
            emptyAction={!archived && create}
          />
        </Tabs.Panel>
      </Tabs>
      {opened?.what === "form" && <IntegrationDrawer id={opened.row?.id} onClose={close} />}
      {opened?.what === "journal" && opened.row && <JournalDrawer row={opened.row} onClose={close} />}
    </>
  );
}

function useColumns(open: (opened: Opened) => void): Column<Integration>[] {
  const { t } = useTranslation("integrations");
  return useMemo(
    () => [
      { key: "id", title: "ID", width: 76, render: (row) => row.id },
      { key: "name", title: t("column.name"), card: "head", render: (row) => row.name },
      { key: "type", title: t("column.type"), width: 90, render: (row) => row.type },
      {
        key: "url",
        title: t("column.url"),
        render: (row) => <span style={{ overflowWrap: "anywhere" }}>{`${row.method} ${row.url}`}</span>,
      },
      {
        key: "state",
        title: t("column.state"),
        width: 130,
        render: (row) => (
          <StateBadge tone={row.archived_at ? "calm" : "good"}>
            {t(row.archived_at ? "state.archived" : "state.active")}
          </StateBadge>
        ),
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 150,
        card: "corner",
        align: "right",
        render: (row) => <Actions row={row} open={open} />,
      },
    ],
    [t, open],
  );
}

function Actions({ row, open }: { row: Integration; open: (opened: Opened) => void }) {
  const { t } = useTranslation("integrations");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/integrations");
  const move = (verb: "archive" | "restore") =>
    deed.mutate({
      act: () =>
        client.POST(`/api/v1/projects/{project}/integrations/{integration_id}/${verb}`, {
          params: { path: { project, integration_id: row.id } },
        }),
    });
  const consent = () =>
    ask({
      title: t("askArchive", { name: row.name }),
      text: t("askArchiveText"),
      confirm: kit("archive"),
      onConfirm: () => move("archive"),
    });
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      <IconAction label={t("journal.open")} icon={IconHistory} onClick={() => open({ row, what: "journal" })} />
      {mayEdit && <IconAction label={kit("edit")} icon={IconPencil} onClick={() => open({ row, what: "form" })} />}
      {mayEdit && row.archived_at && (
        <IconAction label={kit("restore")} icon={IconArchiveOff} onClick={() => move("restore")} />
      )}
      {mayEdit && !row.archived_at && <IconAction label={kit("archive")} icon={IconArchive} onClick={consent} />}
    </Group>
  );
}
