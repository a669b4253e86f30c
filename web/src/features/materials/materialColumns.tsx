import { Group, Text } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconDownload, IconPencil } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ask } from "../../kit/ask";
import { client } from "../../kit/client";
import { ClipButton } from "../../kit/ClipButton";
import type { Column } from "../../kit/DataList";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { StateBadge, type Tone } from "../../kit/StateBadge";
import type { Material } from "../../kit/types";
import { useWord } from "../../kit/words";
import { StackedMoment } from "../../kit/Written";
import type { Kind } from "./MaterialDialog";

const TONES: Record<string, Tone> = {
  processing: "busy",
  moderation: "warn",
  clarification: "warn",
  active: "good",
  rejected: "bad",
  failed: "bad",
};

function State({ row }: { row: Material }) {
  const word = useWord("materials");
  return (
    <div data-material={row.state}>
      <StateBadge tone={TONES[row.state] ?? "calm"} live={row.state === "processing"}>
        {word("state", row.state)}
      </StateBadge>
      {row.error && (
        <Text size="xs" c="var(--mantine-color-error)">
          {row.error}
        </Text>
      )}
    </div>
  );
}

function Actions({ row, onRename }: { row: Material; onRename: (row: Material) => void }) {
  const { t } = useTranslation("materials");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/materials");
  const move = (verb: "archive" | "restore") =>
    deed.mutate({
      act: () =>
        client.POST(`/api/v1/projects/{project}/materials/{material_id}/${verb}`, {
          params: { path: { project, material_id: row.id } },
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
      {row.kind === "audio" && (
        <IconAction
          label={t("original")}
          icon={IconDownload}
          href={`/api/v1/projects/${project}/materials/${row.id}/original`}
        />
      )}
      {mayEdit && !row.archived_at && (
        <>
          <IconAction label={t("rename")} icon={IconPencil} onClick={() => onRename(row)} />
          <IconAction label={kit("archive")} icon={IconArchive} onClick={consent} />
        </>
      )}
      {mayEdit && row.archived_at && (
        <IconAction label={kit("restore")} icon={IconArchiveOff} onClick={() => move("restore")} />
      )}
    </Group>
  );
}

export function useMaterialColumns(kind: Kind, onRename: (row: Material) => void): Column<Material>[] {
  const { t } = useTranslation("materials");
  return useMemo(() => {
    const columns: (Column<Material> | false)[] = [
      { key: "id", title: "ID", width: 76, render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 116,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      { key: "name", title: t("column.name"), card: "head", render: (row) => row.name },
      kind !== "text" && {
        key: "audio",
        title: t("column.audio"),
        width: 150,
        render: (row) => (row.audio_url ? <ClipButton src={row.audio_url} seconds={row.duration_seconds} /> : "—"),
      },
      kind !== "audio" && {
        key: "text",
        title: t("column.text"),
        card: "foot",
        render: (row) => <Text size="sm" lineClamp={3} title={row.text} children={row.text} />,
      },
      { key: "state", title: t("column.state"), width: 170, render: (row) => <State row={row} /> },
      {
        key: "actions",
        title: t("column.actions"),
        width: 124,
        card: "corner",
        align: "right",
        render: (row) => <Actions row={row} onRename={onRename} />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, kind, onRename]);
}
