// «Обращения»: cards that talks left for the client's own people.
import { Group, Select, Text, TextInput } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { api } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { Filters, type Filtering, useFilters } from "../../kit/Filters";
import { IconAction } from "../../kit/IconAction";
import { useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { PeriodFields } from "../../kit/PeriodFields";
import { StateBadge } from "../../kit/StateBadge";
import { Phone, StackedMoment } from "../../kit/Written";
import { FollowUpDrawer } from "./FollowUpDrawer";
import { type FollowUp, nameOf, STATES, TONES } from "./kinds";

const KEYS = ["state", "assignee", "search", "from", "to"] as const;
type State = (typeof STATES)[number];

export default function FollowUpsPage() {
  const { t } = useTranslation("followups");
  const project = useProject();
  const filters = useFilters(KEYS);
  const { address } = filters;
  const [open, setOpen] = useState<number | null>(null);
  const query = api.useQuery("get", "/api/v1/projects/{project}/follow-ups", {
    params: {
      path: { project },
      query: {
        page: address.page,
        per: address.per,
        state: (address.get("state") || undefined) as State | undefined,
        assignee: Number(address.get("assignee")) || undefined,
        search: address.get("search") || undefined,
        from: address.get("from") || undefined,
        to: address.get("to") || undefined,
      },
    },
  });
  const columns = useColumns(setOpen);
  const counts = query.data?.counts;
  const shown = query.data?.items.find(({ id }) => id === open);
  const hint = counts ? STATES.map((state) => `${t(`state.${state}`)}: ${counts[state] ?? 0}`).join(" · ") : t("hint");
  return (
    <>
      <PageHeader title={t("title")} hint={hint} />
      <Filters filters={filters}>
        <Fields filters={filters} />
      </Filters>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("title")}
          query={query}
          columns={columns}
          filtered={filters.active > 0}
          onReset={filters.reset}
          emptyHint={t("empty")}
        />
      </div>
      {shown && <FollowUpDrawer key={shown.id} card={shown} onClose={() => setOpen(null)} />}
    </>
  );
}

function Fields({ filters }: { filters: Filtering }) {
  const { t } = useTranslation("followups");
  const project = useProject();
  const people = api.useQuery("get", "/api/v1/projects/{project}/follow-ups/assignees", {
    params: { path: { project } },
  });
  return (
    <>
      <Select
        label={t("filter.state")}
        placeholder={t("filter.any")}
        clearable
        data={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={filters.draft.state || null}
        onChange={(value) => filters.set("state", value)}
      />
      <Select
        label={t("filter.assignee")}
        placeholder={t("filter.any")}
        clearable
        data={[
          { value: "-1", label: t("filter.nobody") },
          ...(people.data ?? []).map((person) => ({ value: String(person.id), label: nameOf(person) })),
        ]}
        value={filters.draft.assignee || null}
        onChange={(value) => filters.set("assignee", value)}
      />
      <TextInput
        label={t("filter.search")}
        maxLength={255}
        value={filters.draft.search ?? ""}
        onChange={(event) => filters.set("search", event.currentTarget.value)}
      />
      <PeriodFields filters={filters} />
    </>
  );
}

function Beside({ text }: { text: string }) {
  return (
    <Text size="xs" fw={400} c="dimmed" lineClamp={2}>
      {text}
    </Text>
  );
}

function useColumns(open: (id: number) => void): Column<FollowUp>[] {
  const { t } = useTranslation("followups");
  return useMemo(
    () => [
      { key: "id", title: "ID", width: 70, render: (row) => row.id },
      { key: "date", title: t("column.date"), width: 110, render: (row) => <StackedMoment at={row.created_at} /> },
      {
        key: "title",
        title: t("column.title"),
        card: "head",
        render: (row) => (
          <div>
            {row.title}
            {row.text && <Beside text={row.text} />}
          </div>
        ),
      },
      {
        key: "phone",
        title: t("column.phone"),
        width: 170,
        render: (row) => (
          <div>
            <Phone digits={row.phone} />
            {row.person && <Beside text={row.person} />}
          </div>
        ),
      },
      {
        key: "assignee",
        title: t("column.assignee"),
        width: 160,
        render: (row) => (row.assignee ? nameOf(row.assignee) : "—"),
      },
      {
        key: "state",
        title: t("column.state"),
        width: 130,
        render: (row) => <StateBadge tone={TONES[row.state]}>{t(`state.${row.state}`)}</StateBadge>,
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 90,
        card: "corner",
        align: "right",
        render: (row) => (
          <Group justify="flex-end">
            <IconAction label={t("card.open")} icon={IconInfoCircle} onClick={() => open(row.id)} />
          </Group>
        ),
      },
    ],
    [t, open],
  );
}
