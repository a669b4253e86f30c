// Calls of a project or of one campaign: filters, table, the card of a call.
import { Badge, Group, Select, TextInput } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { ClipButton } from "../../kit/ClipButton";
import { type Column, DataList } from "../../kit/DataList";
import { type Filtering, Filters, useFilters } from "../../kit/Filters";
import { IconAction } from "../../kit/IconAction";
import { PeriodFields } from "../../kit/PeriodFields";
import { StateBadge } from "../../kit/StateBadge";
import type { Call, Page } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Money, Phone, StackedMoment } from "../../kit/Written";
import { CallCard } from "./CallCard";

export type CallFilter = "period" | "phone" | "campaign" | "result" | "status" | "direction";
export interface Asking extends Filtering {
  asked: Record<string, string | undefined>;
}

export function useAsking(keys: readonly string[]): Asking {
  const filters = useFilters(keys);
  const asked = Object.fromEntries(keys.map((key) => [key, filters.address.get(key) || undefined]));
  return { ...filters, asked };
}

export const useCallFilters = useAsking;

const CHOICES = {
  result: ["lead", "stop", "machine", "person", "assistant", "announcement", "silence", "transferred", "ok", "failed"],
  status: ["ok", "failed", "unknown"],
  direction: ["out", "in"],
} as const;

interface FilterProps {
  filters: Filtering;
  fields: CallFilter[];
  beside?: React.ReactNode;
}

export function CallFilters({ filters, fields, beside }: FilterProps) {
  const { t } = useTranslation("deliveries");
  const word = useWord("deliveries");
  const choice = (key: keyof typeof CHOICES) => (
    <Select
      key={key}
      label={t(`filter.${key}`)}
      placeholder={t("filter.any")}
      clearable
      data={CHOICES[key].map((value) => ({ value, label: word(key, value) }))}
      value={filters.draft[key] || null}
      onChange={(value) => filters.set(key, value)}
    />
  );
  const line = (key: "phone" | "campaign") => (
    <TextInput
      key={key}
      label={t(`filter.${key}`)}
      value={filters.draft[key] ?? ""}
      onChange={(event) => filters.set(key, event.currentTarget.value)}
    />
  );
  return (
    <Filters filters={filters} beside={beside}>
      {fields.includes("period") && <PeriodFields filters={filters} />}
      {(["phone", "campaign"] as const).filter((key) => fields.includes(key)).map(line)}
      {(["result", "status", "direction"] as const).filter((key) => fields.includes(key)).map(choice)}
    </Filters>
  );
}

const TONES = { ok: "good", failed: "bad", unknown: "warn" } as const;

export function CallStatus({ call }: { call: Call }) {
  const word = useWord("deliveries");
  return (
    <div>
      <StateBadge tone={TONES[call.status as keyof typeof TONES] ?? "calm"}>{word("status", call.status)}</StateBadge>
      {call.status !== "ok" && <div className="below">{word("outcome", call.outcome)}</div>}
    </div>
  );
}

/** What took the call when it was not a person; calls of older days know only that. */
function markOf(call: Call): "machine" | "assistant" | "announcement" {
  return call.answered_by === "assistant" || call.answered_by === "announcement" ? call.answered_by : "machine";
}

export function CallMarks({ call }: { call: Call }) {
  const { t } = useTranslation("deliveries");
  const look = { size: "sm", variant: "light", tt: "none", fw: 550 } as const;
  return (
    <Group gap={4}>
      {call.lead && <Badge color="orange" {...look} children={call.lead_tag || t("mark.lead")} />}
      {call.stop_listed && <Badge color="red" {...look} children={t("mark.stop")} />}
      {call.machine && <Badge color="gray" {...look} children={t(`mark.${markOf(call)}`)} />}
      {call.transferred_to && <Badge color="blue" {...look} children={t("mark.transferred")} />}
      {call.digits && (
        <span className="keys" title={t("mark.keys")}>
          {[...call.digits].map((digit, index) => (
            <kbd key={index}>{digit}</kbd>
          ))}
        </span>
      )}
    </Group>
  );
}

function useColumns(onOpen: (call: Call) => void, withCampaign: boolean): Column<Call>[] {
  const { t } = useTranslation("deliveries");
  return useMemo(() => {
    const columns: (Column<Call> | false)[] = [
      { key: "id", title: "ID", width: 62, render: (row) => row.id },
      {
        key: "started_at",
        title: t("column.date"),
        width: 90,
        render: (row) => <StackedMoment at={row.started_at} />,
      },
      {
        key: "phone",
        title: t("column.phone"),
        width: 160,
        card: "head",
        render: (row) => <Phone digits={row.phone} />,
      },
      withCampaign && { key: "campaign", title: t("column.campaign"), render: (row) => row.campaign?.name ?? "—" },
      {
        key: "duration",
        title: t("column.duration"),
        width: 106,
        align: "right",
        render: (row) => t("seconds", { count: Math.round(row.duration_seconds ?? 0) }),
      },
      {
        key: "recording",
        title: t("column.recording"),
        width: 108,
        render: (row) =>
          row.recording_url ? <ClipButton src={row.recording_url} seconds={row.duration_seconds} /> : "—",
      },
      { key: "marks", title: t("column.marks"), card: "foot", render: (row) => <CallMarks call={row} /> },
      {
        key: "cost",
        title: t("column.cost"),
        width: 92,
        align: "right",
        render: (row) => <Money amount={row.cost} />,
      },
      { key: "status", title: t("column.status"), width: 132, render: (row) => <CallStatus call={row} /> },
      {
        key: "actions",
        title: t("column.actions"),
        width: 78,
        card: "corner",
        align: "right",
        render: (row) => <IconAction label={t("card.open")} icon={IconInfoCircle} onClick={() => onOpen(row)} />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, onOpen, withCampaign]);
}

interface TableProps {
  query: { data?: Page<Call>; error: unknown; isPending: boolean; refetch: () => unknown };
  filters: Filtering;
  withCampaign?: boolean;
}

export function CallsTable({ query, filters, withCampaign = false }: TableProps) {
  const { t } = useTranslation("deliveries");
  const [open, setOpen] = useState<Call | null>(null);
  const columns = useColumns(setOpen, withCampaign);
  return (
    <div className="surface" style={{ marginTop: 12 }}>
      <DataList
        label={t("calls")}
        query={query}
        columns={columns}
        filtered={filters.active > 0}
        onReset={filters.reset}
        emptyHint={t("emptyCalls")}
      />
      {open && <CallCard call={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
