// «Черный список» of the account: nobody on it hears from us in any channel.
import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { IconDownload, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { ask } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { type Column, DataList } from "../../kit/DataList";
import { useMayEdit } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { SearchLine } from "../../kit/SearchLine";
import type { StopEntry } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Phone, StackedMoment } from "../../kit/Written";
import { ClearStopList } from "./ClearStopList";

function useColumns(): Column<StopEntry>[] {
  const { t } = useTranslation("contacts");
  const word = useWord("contacts");
  return useMemo(
    () => [
      {
        key: "phone",
        title: t("meaning.phone"),
        width: 190,
        card: "head",
        render: (row) => <Phone digits={row.phone} />,
      },
      { key: "source", title: t("stop.source"), width: 190, render: (row) => word("stopSource", row.source) },
      { key: "campaign", title: t("stop.campaign"), render: (row) => (row.campaign ? `id ${row.campaign}` : "—") },
      { key: "comment", title: t("stop.comment"), render: (row) => row.comment || "—" },
      {
        key: "created_at",
        title: t("column.added"),
        width: 116,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
    ],
    [t, word],
  );
}

export default function StopListPage() {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const address = useAddress();
  const mayEdit = useMayEdit();
  const [adding, setAdding] = useState(false);
  const [ticked, setTicked] = useState<StopEntry[]>([]);
  const deed = useDeed<unknown>("/stop-list");
  const search = address.get("search") || undefined;
  const query = api.useQuery("get", "/api/v1/stop-list", {
    params: { query: { search, page: address.page, per: address.per } },
  });
  const columns = useColumns();
  const total = query.data?.total ?? 0;
  const remove = () =>
    deed.mutate({
      act: () => client.DELETE("/api/v1/stop-list", { body: { ids: ticked.map(({ id }) => id) } }),
      then: () => setTicked([]),
    });
  const consent = () =>
    ask({
      title: t("stop.removeAsk", { count: ticked.length }),
      text: t("stop.removeText"),
      confirm: kit("delete"),
      danger: true,
      onConfirm: remove,
    });
  const add = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t("stop.add")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("stop.title")}
        hint={t("stop.hint")}
        actions={
          <>
            <Button
              component="a"
              href="/api/v1/stop-list/download"
              download
              variant="default"
              leftSection={<IconDownload size={16} />}
            >
              {t("stop.download")}
            </Button>
            {mayEdit && total > 0 && <ClearStopList total={total} onCleared={() => setTicked([])} />}
            {add}
          </>
        }
      />
      <Group justify="space-between" gap="xs">
        <SearchLine field="search" label={t("stop.search")} />
        {ticked.length > 0 && (
          <Button color="red" variant="light" leftSection={<IconTrash size={16} />} onClick={consent}>
            {t("remove", { count: ticked.length })}
          </Button>
        )}
      </Group>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("stop.title")}
          query={query}
          columns={columns}
          filtered={Boolean(search)}
          onReset={() => address.change({ search: undefined })}
          emptyHint={t("stop.empty")}
          emptyAction={add}
          selection={mayEdit ? { rows: ticked, onChange: setTicked } : undefined}
        />
      </div>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const [text, setText] = useState("");
  const [verdict, setVerdict] = useState<{ added: number; already: number; invalid: string[] } | null>(null);
  const deed = useDeed<typeof verdict>("/stop-list");
  const save = () =>
    deed.mutate({
      act: async () => (await client.POST("/api/v1/stop-list", { body: { phones: text } })).data!,
      then: setVerdict,
    });
  return (
    <Modal opened onClose={onClose} title={t("stop.addTitle")} closeButtonProps={{ "aria-label": kit("close") }}>
      <Stack gap="sm">
        <Textarea
          label={t("stop.phones")}
          description={t("stop.phonesHint")}
          autosize
          minRows={6}
          maxRows={16}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {verdict && (
          <Text size="sm" role="status">
            {t("stop.verdict", { added: verdict.added, already: verdict.already })}
            {verdict.invalid.length > 0 && ` ${t("stop.invalid", { list: verdict.invalid.slice(0, 20).join(", ") })}`}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit("close")}
          </Button>
          <Button onClick={save} disabled={!text.trim()} loading={deed.isPending}>
            {kit("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
