import { Select, Text, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { type Column, DataList } from "../../kit/DataList";
import { type Filtering, Filters } from "../../kit/Filters";
import { PeriodFields } from "../../kit/PeriodFields";
import { StateBadge, type Tone } from "../../kit/StateBadge";
import type { Message, Page } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Money, Phone, StackedMoment } from "../../kit/Written";
import { useAsking } from "./CallsTable";

export const useMessageFilters = useAsking;
type MessageFilter = "period" | "type" | "status" | "text" | "phone";

const CHOICES = {
  type: ["mailing", "scenario", "api"],
  status: ["postponed", "sending", "sent", "delivered", "failed", "expired", "cancelled", "unknown"],
} as const;

const TONES: Record<string, Tone> = {
  postponed: "calm",
  sending: "busy",
  sent: "busy",
  delivered: "good",
  failed: "bad",
  expired: "bad",
  cancelled: "calm",
  unknown: "warn",
};

interface FilterProps {
  filters: Filtering;
  fields: MessageFilter[];
  beside?: React.ReactNode;
}

export function MessageFilters({ filters, fields, beside }: FilterProps) {
  const { t } = useTranslation("deliveries");
  const word = useWord("deliveries");
  const group = { type: "messageType", status: "messageStatus" } as const;
  const choice = (key: keyof typeof CHOICES) => (
    <Select
      key={key}
      label={t(`filter.${key}`)}
      placeholder={t("filter.any")}
      clearable
      data={CHOICES[key].map((value) => ({ value, label: word(group[key], value) }))}
      value={filters.draft[key] || null}
      onChange={(value) => filters.set(key, value)}
    />
  );
  const line = (key: "text" | "phone") => (
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
      {(["type", "status"] as const).filter((key) => fields.includes(key)).map(choice)}
      {(["text", "phone"] as const).filter((key) => fields.includes(key)).map(line)}
    </Filters>
  );
}

function MessageState({ row }: { row: Message }) {
  const word = useWord("deliveries");
  return (
    <div>
      <StateBadge tone={TONES[row.status] ?? "calm"}>{word("messageStatus", row.status)}</StateBadge>
      {row.status_reason && <div className="below">{row.status_reason}</div>}
    </div>
  );
}

function useColumns(withCampaign: boolean): Column<Message>[] {
  const { t } = useTranslation("deliveries");
  const word = useWord("deliveries");
  return useMemo(() => {
    const columns: (Column<Message> | false)[] = [
      { key: "id", title: "ID", width: 62, render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 90,
        render: (row) => <StackedMoment at={row.sent_at ?? row.created_at} />,
      },
      { key: "type", title: t("filter.type"), width: 84, render: (row) => word("messageType", row.type) },
      { key: "sender", title: t("column.sender"), width: 96, render: (row) => row.sender || "—" },
      {
        key: "text",
        title: t("filter.text"),
        card: "foot",
        render: (row) => <Text size="sm" lineClamp={3} title={row.text} children={row.text} />,
      },
      withCampaign && {
        key: "campaign",
        title: t("column.campaign"),
        width: 150,
        render: (row) => row.campaign?.name ?? "—",
      },
      {
        key: "phone",
        title: t("column.recipient"),
        width: 160,
        card: "head",
        render: (row) => <Phone digits={row.phone} />,
      },
      { key: "parts", title: t("column.parts"), width: 66, align: "right", render: (row) => row.parts },
      {
        key: "cost",
        title: t("column.cost"),
        width: 92,
        align: "right",
        render: (row) => <Money amount={row.cost} />,
      },
      { key: "status", title: t("column.status"), width: 140, render: (row) => <MessageState row={row} /> },
    ];
    return columns.filter((column) => column !== false);
  }, [t, word, withCampaign]);
}

interface TableProps {
  query: { data?: Page<Message>; error: unknown; isPending: boolean; refetch: () => unknown };
  filters: Filtering;
  withCampaign?: boolean;
}

export function MessagesTable({ query, filters, withCampaign = false }: TableProps) {
  const { t } = useTranslation("deliveries");
  const columns = useColumns(withCampaign);
  return (
    <div className="surface" style={{ marginTop: 12 }}>
      <DataList
        label={t("messages")}
        query={query}
        columns={columns}
        filtered={filters.active > 0}
        onReset={filters.reset}
        emptyHint={t("emptyMessages")}
      />
    </div>
  );
}
