// «Финансы»: what there is, what is held, what moved and why.
import { Button, Group, Modal, Paper, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { ask, say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { fieldErrors } from "../../kit/errors";
import { Filters, useFilters } from "../../kit/Filters";
import * as format from "../../kit/format";
import { useLanguage, useMayTopUp } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { PeriodFields } from "../../kit/PeriodFields";
import { useDeed } from "../../kit/refresh";
import { StatCard } from "../../kit/StatCard";
import type { Transaction } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Money, StackedMoment } from "../../kit/Written";

const KEYS = ["from", "to"] as const;

export default function FinancePage() {
  const { t } = useTranslation("billing");
  const mayTopUp = useMayTopUp();
  const [paying, setPaying] = useState(false);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          mayTopUp && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setPaying(true)}>
              {t("topUp")}
            </Button>
          )
        }
      />
      <Stack gap="md">
        <Balance />
        <Transactions />
      </Stack>
      {paying && <TopUpDialog onClose={() => setPaying(false)} />}
    </>
  );
}

function Balance() {
  const { t } = useTranslation("billing");
  const language = useLanguage();
  const { data } = api.useQuery("get", "/api/v1/balance");
  const { data: tariff } = api.useQuery("get", "/api/v1/tariff");
  const money = (amount: string | undefined) => (amount === undefined ? "…" : format.money(amount, language));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="xs">
      <StatCard label={t("available")} value={money(data?.available)} accent />
      <StatCard label={t("held")} value={money(data?.held)} tooltip={t("heldHint")} />
      {tariff && (
        <Paper withBorder radius="md" p="sm" style={{ gridColumn: "span 2" }}>
          <Text size="xs" c="dimmed">
            {t("tariff.title")}
          </Text>
          <Text size="sm" mt={4}>
            {t("tariff.voice", {
              seconds: tariff.call.first_block_seconds,
              first: money(tariff.call.first_block_price),
              next: price(tariff.call.second_price, language),
            })}
          </Text>
          <Text size="sm">
            {t("tariff.federal", {
              seconds: tariff.federal.first_block_seconds,
              first: money(tariff.federal.first_block_price),
              next: price(tariff.federal.second_price, language),
            })}
          </Text>
          <Text size="sm">
            {t("tariff.incoming", {
              seconds: tariff.incoming.first_block_seconds,
              first: money(tariff.incoming.first_block_price),
              next: price(tariff.incoming.second_price, language),
            })}
          </Text>
          <Text size="sm">{t("tariff.sms", { price: money(tariff.sms.part_price) })}</Text>
          <Text size="sm">{t("tariff.speech", { price: money(tariff.tts.part_price) })}</Text>
        </Paper>
      )}
    </SimpleGrid>
  );
}

/** Prices of a second keep their four digits, which two would round away. */
function price(amount: string, language: string): string {
  return `${Number(amount).toLocaleString(language, { maximumFractionDigits: 4 })}\u00a0₽`;
}

function Transactions() {
  const { t } = useTranslation("billing");
  const filters = useFilters(KEYS);
  const { address } = filters;
  const asked = Object.fromEntries(KEYS.map((key) => [key, address.get(key) || undefined]));
  const query = api.useQuery("get", "/api/v1/transactions", {
    params: { query: { ...asked, page: address.page, per: address.per } },
  });
  const columns = useColumns();
  return (
    <div>
      <Title order={2} size="h4" mb="xs">
        {t("transactions")}
      </Title>
      <Filters filters={filters}>
        <PeriodFields filters={filters} />
      </Filters>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("transactions")}
          query={query}
          columns={columns}
          filtered={filters.active > 0}
          onReset={filters.reset}
          emptyHint={t("emptyHint")}
        />
      </div>
    </div>
  );
}

function useColumns(): Column<Transaction>[] {
  const { t } = useTranslation("billing");
  const word = useWord("billing");
  return useMemo(
    () => [
      { key: "id", title: "ID", width: 86, render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 116,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      { key: "kind", title: t("column.kind"), width: 170, card: "head", render: (row) => word("kind", row.kind) },
      {
        key: "amount",
        title: t("column.amount"),
        width: 150,
        align: "right",
        card: "corner",
        render: (row) => (
          <Text span fw={600} size="sm" c={row.amount.startsWith("-") ? undefined : "var(--state-good)"}>
            <Money amount={row.amount} />
          </Text>
        ),
      },
      {
        key: "campaign",
        title: t("column.campaign"),
        width: 110,
        render: (row) => (row.campaign ? `id ${row.campaign}` : "—"),
      },
      { key: "comment", title: t("column.comment"), render: (row) => row.comment || "—" },
    ],
    [t, word],
  );
}

function TopUpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("billing");
  const { t: kit } = useTranslation("kit");
  const language = useLanguage();
  const deed = useDeed<unknown>("/balance", "/transactions");
  const form = useForm({
    initialValues: { amount: "", comment: "" },
    validate: { amount: (value) => (/^\d+([.,]\d{1,2})?$/.test(value.trim()) ? null : t("amountBad")) },
  });
  const pay = (amount: string, comment: string) =>
    deed.mutate(
      {
        act: () => client.POST("/api/v1/payments", { body: { amount, comment } }),
        then: () => {
          say(t("toppedUp", { amount: format.money(amount, language) }));
          onClose();
        },
      },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    );
  const save = form.onSubmit(({ amount, comment }) => {
    const exact = amount.trim().replace(",", ".");
    const words = format.money(exact, language);
    ask({
      title: t("ask", { amount: words }),
      text: t("askText"),
      confirm: t("topUp"),
      onConfirm: () => pay(exact, comment),
    });
  });
  return (
    <Modal opened onClose={onClose} title={t("topUpTitle")} closeButtonProps={{ "aria-label": kit("close") }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("topUpHint")}
          </Text>
          <TextInput
            label={t("column.amount")}
            withAsterisk
            inputMode="decimal"
            rightSection="₽"
            data-autofocus
            {...form.getInputProps("amount")}
          />
          <TextInput label={t("column.comment")} maxLength={255} {...form.getInputProps("comment")} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {t("topUp")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
