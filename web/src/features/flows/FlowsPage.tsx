// «Сценарии»: what the robot does when a person has answered.
import { Anchor, Badge, Button, Group, Tabs, Text } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconCopy, IconPencil, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
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
import type { Flow } from "../../kit/types";
import { StackedMoment } from "../../kit/Written";

export default function FlowsPage() {
  const { t } = useTranslation("flows");
  const project = useProject();
  const address = useAddress();
  const mayEdit = useMayEdit();
  const archived = address.get("tab") === "archive";
  const tab = archived ? "archive" : "active";
  const query = api.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project }, query: { archived, page: address.page, per: address.per } },
  });
  const columns = useColumns();
  const create = mayEdit && (
    <Button component={Link} to={`/p/${project}/flows/new` as never} leftSection={<IconPlus size={16} />}>
      {t("create")}
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
        <Tabs.Panel value={tab} className="surface">
          <DataList
            label={t("title")}
            query={query}
            columns={columns}
            emptyHint={archived ? t("emptyArchive") : t("emptyHint")}
            emptyAction={!archived && create}
          />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Name({ flow }: { flow: Flow }) {
  const { t } = useTranslation("flows");
  const project = useProject();
  return (
    <Group gap={6}>
      <Anchor component={Link} to={`/p/${project}/flows/${flow.id}` as never} fw={600} c="inherit">
        {flow.name}
      </Anchor>
      {flow.is_system && <Badge size="sm" variant="light" color="gray" tt="none" children={t("system")} />}
    </Group>
  );
}

function Actions({ flow }: { flow: Flow }) {
  const { t } = useTranslation("flows");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const navigate = useNavigate();
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/flows");
  const move = (verb: "archive" | "restore" | "copy") =>
    deed.mutate({
      act: () =>
        client.POST(`/api/v1/projects/{project}/flows/{flow_id}/${verb}`, {
          params: { path: { project, flow_id: flow.id } },
        }),
    });
  const consent = () =>
    ask({
      title: t("askArchive", { name: flow.name }),
      text: t("askArchiveText"),
      confirm: kit("archive"),
      onConfirm: () => move("archive"),
    });
  if (!mayEdit) return null;
  const copy = <IconAction label={t("copy")} icon={IconCopy} onClick={() => move("copy")} />;
  if (flow.is_system)
    return (
      <Group justify="flex-end" wrap="nowrap">
        {copy}
      </Group>
    );
  if (flow.archived_at)
    return <IconAction label={kit("restore")} icon={IconArchiveOff} onClick={() => move("restore")} />;
  const edit = () =>
    navigate({ to: "/p/$project/flows/$flow", params: { project: String(project), flow: String(flow.id) } });
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      <IconAction label={kit("edit")} icon={IconPencil} onClick={() => void edit()} />
      {copy}
      <IconAction label={kit("archive")} icon={IconArchive} onClick={consent} />
    </Group>
  );
}

function Health({ flow }: { flow: Flow }) {
  const { t } = useTranslation("flows");
  const errors = flow.problems.filter(({ warning }) => !warning);
  if (!errors.length) return <StateBadge tone="good">{t("healthy")}</StateBadge>;
  return (
    <div>
      <StateBadge tone="bad">{t("problems", { count: errors.length })}</StateBadge>
      <Text size="xs" c="dimmed" lineClamp={2} children={errors[0]?.message} />
    </div>
  );
}

function useColumns(): Column<Flow>[] {
  const { t } = useTranslation("flows");
  return useMemo(
    () => [
      { key: "id", title: "ID", width: 76, render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 116,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      { key: "name", title: t("column.name"), card: "head", render: (row) => <Name flow={row} /> },
      { key: "version", title: t("column.version"), width: 110, align: "right", render: (row) => row.version },
      { key: "health", title: t("column.health"), width: 240, render: (row) => <Health flow={row} /> },
      {
        key: "actions",
        title: t("column.actions"),
        width: 140,
        card: "corner",
        align: "right",
        render: (row) => <Actions flow={row} />,
      },
    ],
    [t],
  );
}
