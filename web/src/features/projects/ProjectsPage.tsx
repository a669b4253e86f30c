import { Anchor, Button, Group, Modal, Stack, Tabs, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArchive, IconArchiveOff, IconPencil, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { ask } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import type { Project } from "../../kit/types";
import { StackedMoment } from "../../kit/Written";

type Edited = Project | "new" | null;

export default function ProjectsPage() {
  const { t } = useTranslation("projects");
  const address = useAddress();
  const mayEdit = useMayEdit();
  const [edited, setEdited] = useState<Edited>(null);
  const archived = address.get("tab") === "archive";
  const query = api.useQuery("get", "/api/v1/projects", {
    params: { query: { archived, page: address.page, per: address.per } },
  });
  const columns = useColumns(setEdited);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited("new")}>
      {t("create")}
    </Button>
  );
  const tab = archived ? "archive" : "active";
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      <Tabs value={tab} onChange={(next) => address.change({ tab: next === "archive" ? next : undefined })}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="active">{t("tab.own")}</Tabs.Tab>
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
      {edited && <ProjectDialog project={edited === "new" ? undefined : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function useColumns(onEdit: (project: Project) => void): Column<Project>[] {
  const { t } = useTranslation("projects");
  return useMemo(
    () => [
      { key: "id", title: "ID", width: 76, render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 116,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      {
        key: "name",
        title: t("column.name"),
        card: "head",
        render: (row) =>
          row.archived_at ? (
            row.name
          ) : (
            <Anchor component={Link} to={`/p/${row.id}/campaigns` as never} fw={600} c="inherit">
              {row.name}
            </Anchor>
          ),
      },
      { key: "description", title: t("column.description"), render: (row) => row.description || "—" },
      {
        key: "actions",
        title: t("column.actions"),
        width: 180,
        card: "corner",
        align: "right",
        render: (row) => <Actions project={row} onEdit={onEdit} />,
      },
    ],
    [t, onEdit],
  );
}

function Actions({ project, onEdit }: { project: Project; onEdit: (project: Project) => void }) {
  const { t } = useTranslation("projects");
  const { t: kit } = useTranslation("kit");
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/projects", "/api/v1/me");
  const move = (verb: "archive" | "restore") =>
    deed.mutate({
      act: () => client.POST(`/api/v1/projects/{project}/${verb}`, { params: { path: { project: project.id } } }),
    });
  const consent = () =>
    ask({
      title: t("askArchive", { name: project.name }),
      text: t("askArchiveText"),
      confirm: kit("archive"),
      onConfirm: () => move("archive"),
    });
  if (project.archived_at)
    return mayEdit && <IconAction label={kit("restore")} icon={IconArchiveOff} onClick={() => move("restore")} />;
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      <Button component={Link} to={`/p/${project.id}/campaigns` as never} size="compact-sm" variant="light">
        {t("open")}
      </Button>
      {mayEdit && <IconAction label={kit("edit")} icon={IconPencil} onClick={() => onEdit(project)} />}
      {mayEdit && <IconAction label={kit("archive")} icon={IconArchive} onClick={consent} />}
    </Group>
  );
}

function ProjectDialog({ project, onClose }: { project?: Project; onClose: () => void }) {
  const { t } = useTranslation("projects");
  const { t: kit } = useTranslation("kit");
  const deed = useDeed<unknown>("/projects", "/api/v1/me");
  const form = useForm({
    initialValues: { name: project?.name ?? "", description: project?.description ?? "" },
    validate: { name: (value) => (value.trim() ? null : kit("required")) },
  });
  const save = form.onSubmit((body) =>
    deed.mutate({
      act: () =>
        project
          ? client.PATCH("/api/v1/projects/{project}", { params: { path: { project: project.id } }, body })
          : client.POST("/api/v1/projects", { body }),
      then: onClose,
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={project ? t("edit") : t("create")}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <form onSubmit={save}>
        <Stack gap="sm">
          <TextInput
            label={t("column.name")}
            withAsterisk
            maxLength={255}
            data-autofocus
            {...form.getInputProps("name")}
          />
          <Textarea
            label={t("column.description")}
            autosize
            minRows={3}
            maxLength={2000}
            {...form.getInputProps("description")}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {kit("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
