// «Активные номера»: what the account calls from; giving rented ones back, adding its own.
import { Button, Group, Text } from "@mantine/core";
import { IconPhoneCall, IconPlus, IconReceiptRefund } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { ask, say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { DataList } from "../../kit/DataList";
import { useFilters } from "../../kit/Filters";
import * as format from "../../kit/format";
import { IconAction } from "../../kit/IconAction";
import { useLanguage, useMayStart, useMe } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { PhoneNumber } from "../../kit/types";
import { BlockButton } from "./BlockButton";
import { NumberFilters, shownPhone, useNumberColumns } from "./columns";
import NumbersDialog from "./NumbersDialog";
import PersonalDialog from "./PersonalDialog";

const KEYS = ["search", "kind", "state"] as const;

export function ActiveTab() {
  const { t } = useTranslation("numbers");
  const filters = useFilters(["kind", "state"]);
  const { address } = filters;
  const maySpend = useMayStart();
  const { is_staff: isStaff } = useMe();
  const [adding, setAdding] = useState<"" | "one" | "many">("");
  const [confirming, setConfirming] = useState<PhoneNumber | null>(null);
  const [ticked, setTicked] = useState<PhoneNumber[]>([]);
  const { giveBack, isPending } = useGiveBack(() => setTicked([]));
  const asked = Object.fromEntries(KEYS.map((key) => [key, address.get(key) || undefined]));
  const own = !["shared", "duty"].includes(asked.kind ?? "");
  const query = api.useQuery("get", "/api/v1/numbers", {
    params: { query: { ...asked, own, page: address.page, per: address.per } },
  });
  const actions = useCallback(
    (row: PhoneNumber) => <RowActions row={row} giveBack={giveBack} confirm={setConfirming} />,
    [giveBack],
  );
  const columns = useNumberColumns(actions);
  const rented = ticked.filter((row) => row.kind === "rented" && row.own);
  const add = maySpend && (
    <Group gap="xs">
      <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding("one")}>
        {t("addOwn")}
      </Button>
      {isStaff && (
        <Button variant="default" onClick={() => setAdding("many")}>
          {t("addMany")}
        </Button>
      )}
    </Group>
  );
  return (
    <>
      <Group justify="space-between" mb="sm">
        {add}
        <DailySum />
      </Group>
      <NumberFilters filters={filters} />
      {rented.length > 0 && (
        <Group mt="sm" gap="xs">
          <Text size="sm">{t("ticked", { count: rented.length })}</Text>
          <Button size="xs" variant="default" loading={isPending} onClick={() => giveBack(rented)}>
            {t("giveBack")}
          </Button>
        </Group>
      )}
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("tab.active")}
          query={query}
          columns={columns}
          filtered={Object.values(asked).some(Boolean)}
          onReset={() => address.change({ search: undefined, kind: undefined, state: undefined })}
          emptyHint={t("emptyHint")}
          emptyAction={add}
          selection={maySpend ? { rows: ticked, onChange: setTicked } : undefined}
        />
      </div>
      {adding === "one" && <PersonalDialog onClose={() => setAdding("")} />}
      {adding === "many" && <NumbersDialog onClose={() => setAdding("")} />}
      {confirming && <PersonalDialog known={confirming} onClose={() => setConfirming(null)} />}
    </>
  );
}

function DailySum() {
  const { t } = useTranslation("numbers");
  const language = useLanguage();
  const { data } = api.useQuery("get", "/api/v1/numbers/rent/daily");
  if (!data?.count) return null;
  return (
    <Text size="sm" c="dimmed">
      {t("dailySum", { count: data.count, fee: format.money(data.fee, language) })}
    </Text>
  );
}

interface RowProps {
  row: PhoneNumber;
  giveBack: (rows: PhoneNumber[]) => void;
  confirm: (row: PhoneNumber) => void;
}

function RowActions({ row, giveBack, confirm }: RowProps) {
  const { t } = useTranslation("numbers");
  const maySpend = useMayStart();
  if (!maySpend || !row.own) return null;
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      {row.state === "awaiting" && (
        <IconAction label={t("confirm")} icon={IconPhoneCall} onClick={() => confirm(row)} />
      )}
      {row.kind === "rented" && (
        <IconAction label={t("giveBack")} icon={IconReceiptRefund} onClick={() => giveBack([row])} />
      )}
      <BlockButton row={row} />
    </Group>
  );
}

function useGiveBack(then: () => void) {
  const { t } = useTranslation("numbers");
  const deed = useDeed<number>("/numbers", "/balance");
  const giveBack = useCallback(
    (rows: PhoneNumber[]) =>
      ask({
        title: t("askGiveBack", { count: rows.length, phone: rows[0] ? shownPhone(rows[0]) : "" }),
        text: t("askGiveBackText"),
        confirm: t("giveBack"),
        danger: true,
        onConfirm: () =>
          deed.mutate({
            act: async () =>
              (await client.POST("/api/v1/numbers/give-back", { body: { numbers: rows.map((row) => row.id) } })).data!
                .returned,
            then: (count) => {
              say(t("givenBack", { count }));
              then();
            },
          }),
      }),
    // The mutation object is new at every render, its `mutate` is not.
    [t, deed.mutate],
  );
  return { giveBack, isPending: deed.isPending };
}
