import { Anchor, Badge, Group, Progress } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconDownload, IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ask, say } from "../../kit/ask";
import { client } from "../../kit/client";
import type { Column } from "../../kit/DataList";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { StateBadge, type Tone } from "../../kit/StateBadge";
import type { Audience } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Count, StackedMoment } from "../../kit/Written";

const TONES: Record<string, Tone> = { processing: "busy", active: "good", archived: "calm", failed: "bad" };

export function AudienceState({ state }: { state: string }) {
  const word = useWord("contacts");
  return (
    <StateBadge tone={TONES[state] ?? "calm"} live={state === "processing"}>
      {word("state", state)}
    </StateBadge>
  );
}

function Name({ row }: { row: Audience }) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const look = { size: "sm", variant: "light", tt: "none", fw: 500 } as const;
  return (
    <div style={{ minWidth: 160 }}>
      <Anchor component={Link} to={`/p/${project}/audiences/${row.id}` as never} fw={600} c="inherit">
        {row.name}
      </Anchor>
      <Group gap={4}>
        {row.is_global_stop && <Badge color="red" {...look} children={t("globalStop")} />}
        {row.hidden && <Badge color="gray" {...look} children={t("hidden")} />}
      </Group>
      {row.state === "processing" && row.import && (
        <Progress
          mt={4}
          size="sm"
          animated
          aria-label={t("importing")}
          value={row.import.counts.rows ? (done(row) / row.import.counts.rows) * 100 : 100}
        />
      )}
    </div>
  );
}

function done({ import: last }: Audience): number {
  if (!last) return 0;
  const parts = ["added", "updated", "unchanged", "duplicate", "invalid", "empty"] as const;
  return parts.reduce((sum, part) => sum + (last.counts[part] ?? 0), 0);
}

function Actions({ row, onEdit }: { row: Audience; onEdit: (row: Audience) => void }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/audiences");
  const move = (verb: "archive" | "restore") =>
    deed.mutate({
      act: () =>
        client.POST(`/api/v1/projects/{project}/audiences/{audience}/${verb}`, {
          params: { path: { project, audience: row.id } },
        }),
      then: () => say(t(`done.${verb}`, { name: row.name })),
    });
  const consent = () =>
    ask({
      title: t("askArchive", { name: row.name }),
      text: t("askArchiveText"),
      confirm: kit("archive"),
      onConfirm: () => move("archive"),
    });
  const archived = row.state === "archived";
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      <IconAction
        label={kit("download")}
        icon={IconDownload}
        href={`/api/v1/projects/${project}/audiences/${row.id}/download?format=xlsx`}
      />
      {mayEdit && !archived && <IconAction label={kit("edit")} icon={IconPencil} onClick={() => onEdit(row)} />}
      {mayEdit && !archived && <IconAction label={kit("archive")} icon={IconArchive} onClick={consent} />}
      {mayEdit && archived && (
        <IconAction label={kit("restore")} icon={IconArchiveOff} onClick={() => move("restore")} />
      )}
    </Group>
  );
}

export function useAudienceColumns(onEdit: (row: Audience) => void, archive: boolean): Column<Audience>[] {
  const { t } = useTranslation("contacts");
  const word = useWord("contacts");
  return useMemo(() => {
    const columns: (Column<Audience> | false)[] = [
      { key: "id", title: "ID", width: 72, render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 110,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      { key: "name", title: t("column.name"), card: "head", render: (row) => <Name row={row} /> },
      { key: "state", title: t("column.state"), width: 150, render: (row) => <AudienceState state={row.state} /> },
      archive && { key: "kind", title: t("column.kind"), width: 140, render: (row) => word("kind", row.kind) },
      {
        key: "contacts_count",
        title: t("column.contacts"),
        width: 140,
        align: "right",
        render: (row) => <Count value={row.contacts_count} />,
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 120,
        card: "corner",
        align: "right",
        render: (row) => <Actions row={row} onEdit={onEdit} />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, word, onEdit, archive]);
}
