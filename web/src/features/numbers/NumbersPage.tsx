// «Телефония»: the numbers that people see when the robot calls.
import { Button, Select } from "@mantine/core";
import { IconLock, IconLockOpen, IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { ask } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { type Filtering, Filters, useFilters } from "../../kit/Filters";
import * as format from "../../kit/format";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { SearchLine } from "../../kit/SearchLine";
import { StateBadge, type Tone } from "../../kit/StateBadge";
import type { PhoneNumber } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Count, Phone, StackedMoment } from "../../kit/Written";
import NumbersDialog from "./NumbersDialog";

const TONES: Record<string, Tone> = { free: "good", busy: "busy", awaiting: "warn", blocked: "bad" };

const CHOICES = {
  kind: ["shared", "duty", "rented", "personal"],
  state: ["free", "busy", "awaiting", "blocked"],
} as const;

export default function NumbersPage() {
  const { t } = useTranslation("numbers");
  const filters = useFilters(["kind", "state"]);
  const { address } = filters;
  const mayEdit = useMayEdit();
  const [adding, setAdding] = useState(false);
  const asked = Object.fromEntries(["search", "kind", "state"].map((key) => [key, address.get(key) || undefined]));
  const query = api.useQuery("get", "/api/v1/numbers", {
    params: { query: { ...asked, page: address.page, per: address.per } },
  });
  const columns = useColumns();
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} actions={add} />
      <NumberFilters filters={filters} />
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("title")}
          query={query}
          columns={columns}
          filtered={Object.values(asked).some(Boolean)}
          onReset={() => address.change({ search: undefined, kind: undefined, state: undefined })}
          emptyHint={t("emptyHint")}
          emptyAction={add}
        />
      </div>
      {adding && <NumbersDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function NumberFilters({ filters }: { filters: Filtering }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const word = useWord("numbers");
  return (
    <Filters filters={filters} beside={<SearchLine field="search" label={t("search")} />}>
      {(["kind", "state"] as const).map((key) => (
        <Select
          key={key}
          label={t(`column.${key}`)}
          placeholder={kit("all")}
          clearable
          data={CHOICES[key].map((value) => ({ value, label: word(key, value) }))}
          value={filters.draft[key] || null}
          onChange={(value) => filters.set(key, value)}
        />
      ))}
    </Filters>
  );
}

function BlockButton({ row }: { row: PhoneNumber }) {
  const { t } = useTranslation("numbers");
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/numbers");
  const run = (verb: "block" | "unblock") =>
    deed.mutate({
      act: () => client.POST(`/api/v1/numbers/{number}/${verb}`, { params: { path: { number: row.id } } }),
    });
  const consent = () =>
    ask({
      title: t("askBlock", { phone: format.phone(row.phone) }),
      text: t("askBlockText"),
      confirm: t("block"),
      danger: true,
      onConfirm: () => run("block"),
    });
  if (!mayEdit) return null;
  return row.state === "blocked" ? (
    <IconAction label={t("unblock")} icon={IconLockOpen} onClick={() => run("unblock")} />
  ) : (
    <IconAction label={t("block")} icon={IconLock} onClick={consent} />
  );
}

function useColumns(): Column<PhoneNumber>[] {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  return useMemo(
    () => [
      {
        key: "phone",
        title: t("column.phone"),
        width: 180,
        card: "head",
        render: (row) => <Phone digits={row.phone} />,
      },
      {
        key: "state",
        title: t("column.state"),
        width: 170,
        render: (row) => <StateBadge tone={TONES[row.state] ?? "calm"}>{word("state", row.state)}</StateBadge>,
      },
      { key: "kind", title: t("column.kind"), width: 130, render: (row) => word("kind", row.kind) },
      { key: "operator", title: t("column.operator"), render: (row) => row.operator || "—" },
      { key: "region", title: t("column.region"), render: (row) => row.region || "—" },
      {
        key: "calls_count",
        title: t("column.calls"),
        width: 130,
        align: "right",
        render: (row) => <Count value={row.calls_count} />,
      },
      {
        key: "created_at",
        title: t("column.date"),
        width: 116,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 96,
        card: "corner",
        align: "right",
        render: (row) => <BlockButton row={row} />,
      },
    ],
    [t, word],
  );
}
