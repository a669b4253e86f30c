// «Арендовать номер»: masked numbers of the pool, ticked and rented together.
import { Button, Group, Select, Text } from "@mantine/core";
import { IconShoppingCart } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { ask, say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { Filters, useFilters } from "../../kit/Filters";
import * as format from "../../kit/format";
import { IconAction } from "../../kit/IconAction";
import { useLanguage, useMayStart } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Answer } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Money } from "../../kit/Written";

type Offer = Answer<"/api/v1/numbers/for-rent">["items"][number];
const KEYS = ["operator", "country", "region", "line_type"] as const;
const LISTS = { operator: "operators", country: "countries", region: "regions", line_type: "line_types" } as const;

export function sumOf(offers: { fee: string }[]): string {
  return offers.reduce((sum, offer) => sum + Number(offer.fee), 0).toFixed(2);
}

export function RentTab() {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const word = useWord("numbers");
  const language = useLanguage();
  const maySpend = useMayStart();
  const filters = useFilters(KEYS);
  const { address } = filters;
  const [ticked, setTicked] = useState<Offer[]>([]);
  const asked = Object.fromEntries(KEYS.map((key) => [key, address.get(key) || undefined]));
  const query = api.useQuery("get", "/api/v1/numbers/for-rent", {
    params: { query: { ...asked, page: address.page, per: address.per } },
  });
  const { data: choices } = api.useQuery("get", "/api/v1/numbers/for-rent/choices");
  const { rent, isPending } = useRent(() => setTicked([]));
  const columns = useColumns(maySpend ? rent : undefined);
  const named = (key: (typeof KEYS)[number], value: string) =>
    key === "country" ? word("country", value) : key === "line_type" ? word("line", value) : value;
  return (
    <>
      <Filters
        filters={filters}
        beside={
          maySpend && (
            <Button
              leftSection={<IconShoppingCart size={16} />}
              disabled={!ticked.length}
              loading={isPending}
              onClick={() => rent(ticked)}
            >
              {ticked.length
                ? t("rentSome", { count: ticked.length, sum: format.money(sumOf(ticked), language) })
                : t("rent")}
            </Button>
          )
        }
      >
        {KEYS.map((key) => (
          <Select
            key={key}
            label={t(`column.${key}`)}
            placeholder={kit("all")}
            clearable
            searchable
            data={(choices?.[LISTS[key]] ?? []).map((value) => ({ value, label: named(key, value) }))}
            value={filters.draft[key] || null}
            onChange={(value) => filters.set(key, value)}
          />
        ))}
      </Filters>
      <Text size="sm" c="dimmed" mt="xs">
        {t("rentHint")}
      </Text>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("tab.rent")}
          query={query}
          columns={columns}
          filtered={filters.active > 0}
          onReset={filters.reset}
          emptyHint={t("rentEmpty")}
          selection={maySpend ? { rows: ticked, onChange: setTicked } : undefined}
        />
      </div>
    </>
  );
}

function useRent(then: () => void) {
  const { t } = useTranslation("numbers");
  const language = useLanguage();
  const deed = useDeed<number>("/numbers", "/balance");
  const rent = (offers: Offer[]) =>
    ask({
      title: t("askRent", { count: offers.length }),
      text: t("askRentText", {
        sum: format.money(sumOf(offers), language),
        list: offers
          .slice(0, 10)
          .map((offer) => offer.phone)
          .join("; "),
      }),
      confirm: t("rent"),
      onConfirm: () =>
        deed.mutate({
          act: async () =>
            (await client.POST("/api/v1/numbers/rent", { body: { numbers: offers.map((offer) => offer.id) } })).data!
              .length,
          then: (count) => {
            say(t("rented", { count }));
            then();
          },
        }),
    });
  return { rent, isPending: deed.isPending };
}

function useColumns(rent: ((offers: Offer[]) => void) | undefined): Column<Offer>[] {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  return useMemo(
    () => [
      {
        key: "phone",
        title: t("column.phone"),
        width: 200,
        card: "head",
        render: (row) => <span className="figures nowrap">{row.phone}</span>,
      },
      { key: "country", title: t("column.country"), width: 120, render: (row) => word("country", row.country) || "—" },
      { key: "region", title: t("column.region"), render: (row) => row.region || "—" },
      { key: "operator", title: t("column.operator"), width: 150, render: (row) => row.operator || "—" },
      { key: "line_type", title: t("column.line_type"), width: 130, render: (row) => word("line", row.line_type) },
      {
        key: "fee",
        title: t("column.fee"),
        width: 130,
        align: "right",
        render: (row) => <Money amount={row.fee} />,
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 92,
        card: "corner",
        align: "right",
        render: (row) =>
          rent && (
            <Group justify="flex-end">
              <IconAction label={t("rent")} icon={IconShoppingCart} onClick={() => rent([row])} />
            </Group>
          ),
      },
    ],
    [t, word, rent],
  );
}
