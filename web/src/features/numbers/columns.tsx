// What lists of numbers show, and the filters over them.
import { Anchor, Badge, Group, Select, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../kit/DataList";
import { type Filtering, Filters } from "../../kit/Filters";
import * as format from "../../kit/format";
import { useZone } from "../../kit/me";
import { SearchLine } from "../../kit/SearchLine";
import { StateBadge, type Tone } from "../../kit/StateBadge";
import type { PhoneNumber } from "../../kit/types";
import { useWord, type Word } from "../../kit/words";
import { Count, Money, StackedMoment } from "../../kit/Written";

export const TONES: Record<string, Tone> = {
  free: "good",
  busy: "busy",
  awaiting: "warn",
  suspended: "bad",
  blocked: "bad",
};
const CHOICES = {
  kind: ["shared", "duty", "rented", "personal"],
  state: ["free", "busy", "awaiting", "suspended", "blocked"],
} as const;

export function shownPhone(number: PhoneNumber): string {
  return number.masked ? number.phone : format.phone(number.phone);
}

/** The plan calls some regions by the country's name; then one of the two is enough. */
export function placeOf(number: { country: string; region: string }, word: Word): { country: string; region: string } {
  const country = word("country", number.country);
  return number.region && number.region !== country
    ? { country, region: number.region }
    : { country: "", region: country };
}

function Two({ above, below }: { above: string; below: string }) {
  return (
    <span className="stacked">
      {above || "—"}{" "}
      {below && (
        <Text span size="xs" c="dimmed">
          {below}
        </Text>
      )}
    </span>
  );
}

export function NumberState({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  return (
    <Group gap={4}>
      <StateBadge tone={TONES[number.state] ?? "calm"}>{word("state", number.state)}</StateBadge>
      {number.resting && (
        <Badge size="sm" color="orange" variant="light" tt="none">
          {t("resting")}
        </Badge>
      )}
    </Group>
  );
}

export function NumberFilters({ filters }: { filters: Filtering }) {
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

export function useNumberColumns(actions: (row: PhoneNumber) => React.ReactNode): Column<PhoneNumber>[] {
  const { t } = useTranslation("numbers");
  const zone = useZone();
  const word = useWord("numbers");
  return useMemo(
    () => [
      {
        key: "phone",
        title: t("column.phone"),
        width: 156,
        card: "head",
        render: (row) => (
          <span className="stacked">
            <Anchor component={Link} to={`/numbers/${row.id}` as never} size="sm" className="figures nowrap">
              {shownPhone(row)}
            </Anchor>{" "}
            <Text span size="xs" c="dimmed" fw={400}>
              {t("created", { date: format.momentParts(row.created_at, zone).date })}
            </Text>
          </span>
        ),
      },
      { key: "state", title: t("column.state"), width: 190, render: (row) => <NumberState number={row} /> },
      {
        key: "kind",
        title: t("column.kindLine"),
        width: 104,
        render: (row) => <Two above={word("kind", row.kind)} below={word("line", row.line_type)} />,
      },
      {
        key: "region",
        title: t("column.region"),
        render: (row) => <Two above={placeOf(row, word).region} below={placeOf(row, word).country} />,
      },
      { key: "operator", title: t("column.operator"), width: 96, render: (row) => row.operator || "—" },
      {
        key: "busy_since",
        title: t("column.busy_since"),
        width: 100,
        render: (row) => <StackedMoment at={row.busy_since} />,
      },
      {
        key: "calls_count",
        title: t("column.calls"),
        width: 84,
        align: "right",
        render: (row) => <Count value={row.calls_count} />,
      },
      {
        key: "fee",
        title: t("column.fee"),
        width: 104,
        align: "right",
        render: (row) => (Number(row.fee) ? <Money amount={row.fee} /> : "—"),
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 84,
        card: "corner",
        align: "right",
        render: actions,
      },
    ],
    [t, word, zone, actions],
  );
}
