// The log of an integration: every request with its code and tries; any that has ended can be repeated by hand.
import { Drawer, Group, Modal, Pagination, Select, Stack, Table, Text } from "@mantine/core";
import { IconFileText, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { EmptyList } from "../../kit/EmptyState";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { StateBadge } from "../../kit/StateBadge";
import { Waiting } from "../../kit/Waiting";
import { Phone, StackedMoment } from "../../kit/Written";
import { Exchange } from "./Exchange";
import { type Delivery, type Integration, TONES } from "./kinds";

const PER = 25;
const STATES = ["waiting", "queued", "sent", "failed"] as const;
type State = (typeof STATES)[number];

export function JournalDrawer({ row, onClose }: { row: Integration; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const [page, setPage] = useState(1);
  const [state, setState] = useState<State | "">("");
  const query = api.useQuery("get", "/api/v1/projects/{project}/integrations/{integration_id}/deliveries", {
    params: { path: { project, integration_id: row.id }, query: { page, per: PER, state } },
  });
  const { data } = query;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={t("journal.title", { name: row.name })}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <Stack gap="sm">
        <Select
          label={t("journal.state")}
          placeholder={t("journal.any")}
          clearable
          maw={260}
          data={STATES.map((value) => ({ value, label: t(`delivery.${value}`) }))}
          value={state || null}
          onChange={(next) => {
            setState((next ?? "") as State | "");
            setPage(1);
          }}
        />
        {!data && <Waiting query={query} />}
        {data && !data.items.length && <EmptyList hint={t("journal.empty")} />}
        {data && data.items.length > 0 && <Rows rows={data.items} integration={row.id} />}
        {data && data.found > PER && (
          <Pagination value={page} onChange={setPage} total={Math.ceil(data.found / PER)} size="sm" />
        )}
      </Stack>
    </Drawer>
  );
}

function Rows({ rows, integration }: { rows: Delivery[]; integration: number }) {
  const { t } = useTranslation("integrations");
  const [open, setOpen] = useState<Delivery | null>(null);
  const { t: kit } = useTranslation("kit");
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(["date", "event", "phone", "code", "attempts", "state"] as const).map((key) => (
              <Table.Th key={key}>{t(`journal.${key}`)}</Table.Th>
            ))}
            <Table.Th aria-label={t("column.actions")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((each) => (
            <Row key={each.id} row={each} integration={integration} onOpen={() => setOpen(each)} />
          ))}
        </Table.Tbody>
      </Table>
      {open && (
        <Modal
          opened
          onClose={() => setOpen(null)}
          size="lg"
          title={t("journal.details")}
          closeButtonProps={{ "aria-label": kit("close") }}
        >
          <Exchange delivery={open} />
        </Modal>
      )}
    </Table.ScrollContainer>
  );
}

function Row({ row, integration, onOpen }: { row: Delivery; integration: number; onOpen: () => void }) {
  const { t } = useTranslation("integrations");
  const project = useProject();
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/deliveries");
  const repeat = () =>
    deed.mutate({
      act: () =>
        client.POST("/api/v1/projects/{project}/integrations/{integration_id}/deliveries/{delivery_id}/repeat", {
          params: { path: { project, integration_id: integration, delivery_id: row.id } },
        }),
      then: () => say(t("journal.repeated")),
    });
  const ended = row.state === "sent" || row.state === "failed";
  return (
    <Table.Tr>
      <Table.Td>
        <StackedMoment at={row.tried_at ?? row.created_at} />
      </Table.Td>
      <Table.Td>{row.event === "test" ? t("event.test") : t("event.flow")}</Table.Td>
      <Table.Td>{row.phone ? <Phone digits={row.phone} /> : "—"}</Table.Td>
      <Table.Td>{row.code || "—"}</Table.Td>
      <Table.Td>{row.attempts}</Table.Td>
      <Table.Td>
        <StateBadge tone={TONES[row.state]}>{t(`delivery.${row.state}`)}</StateBadge>
        {row.failure && (
          <Text size="xs" c="dimmed">
            {row.failure}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={2} wrap="nowrap" justify="flex-end">
          <IconAction label={t("journal.details")} icon={IconFileText} onClick={onOpen} />
          {mayEdit && ended && <IconAction label={t("journal.repeat")} icon={IconRefresh} onClick={repeat} />}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
