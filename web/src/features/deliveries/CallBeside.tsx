// What a call's own row does not show: keys and words by the second, clips, operators, and what it asked of others.
import { Skeleton, Stack, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { useProject } from "../../kit/me";
import type { Answer } from "../../kit/types";
import { useWord } from "../../kit/words";
import { Money, Phone } from "../../kit/Written";

type Card = Answer<"/api/v1/projects/{project}/calls/{call_id}">;

export function CallBeside({ id }: { id: number }) {
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/calls/{call_id}", {
    params: { path: { project, call_id: id } },
  });
  if (!data) return <Skeleton h={38} />;
  return (
    <Stack gap="md">
      <Talk card={data} />
      <Clips card={data} />
      <Operators card={data} />
      <Asked card={data} />
    </Stack>
  );
}

function Part({ title, heads, rows }: { title: string; heads: string[]; rows: ReactNode[][] }) {
  if (!rows.length) return null;
  return (
    <section>
      <Text fw={600} mb={4}>
        {title}
      </Text>
      <Table.ScrollContainer minWidth={380}>
        <Table aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((cells, place) => (
              <Table.Tr key={place}>
                {cells.map((cell, column) => (
                  <Table.Td key={column}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function Talk({ card }: { card: Card }) {
  const { t } = useTranslation("deliveries");
  const keys = card.keys.map((key) => ({ at: key.at_seconds, node: key.node, said: <kbd>{key.digit}</kbd> }));
  const words = card.heard.map((said) => ({
    at: said.at_seconds,
    node: said.node,
    said: said.phrase ? `«${said.text}» → ${said.phrase}` : `«${said.text}»`,
  }));
  const rows = [...keys, ...words]
    .sort((one, other) => one.at - other.at)
    .map(({ at, node, said }) => [t("seconds", { count: Math.round(at * 10) / 10 }), said, node || "—"]);
  return (
    <Part
      title={t("beside.talk")}
      heads={[t("beside.at"), t("beside.answer"), t("beside.node")]}
      rows={rows as never}
    />
  );
}

function Clips({ card }: { card: Card }) {
  const { t } = useTranslation("deliveries");
  const rows = card.listened.map(({ id, name, percent }) => [name || `ID ${id}`, `${percent} %`]);
  return <Part title={t("beside.clips")} heads={[t("beside.clip"), t("card.listened")]} rows={rows} />;
}

function Operators({ card }: { card: Card }) {
  const { t } = useTranslation("deliveries");
  const word = useWord("deliveries");
  const rows = card.operators.map((one) => [
    one.operator.startsWith("sip") ? one.operator : <Phone digits={one.operator} />,
    word("outcome", one.outcome),
    t("seconds", { count: Math.round(one.ring_seconds) }),
    t("seconds", { count: Math.round(one.talk_seconds) }),
    <Money amount={one.cost} />,
  ]);
  const heads = [t("beside.operator"), t("card.outcome"), t("card.ring"), t("column.duration"), t("column.cost")];
  return <Part title={t("beside.operators")} heads={heads} rows={rows} />;
}

function Asked({ card }: { card: Card }) {
  const { t } = useTranslation("deliveries");
  const word = useWord("deliveries");
  const rows = [
    ...card.webhooks.map((one) => [
      `${t("beside.webhook")}: ${one.name}`,
      one.code ? `${word("webhookState", one.state)}, HTTP ${one.code}` : word("webhookState", one.state),
    ]),
    ...card.follow_ups.map((one) => [`${t("beside.followUp")}: ${one.title}`, word("followUpState", one.state)]),
    ...card.messages.map((one) => [`SMS: ${one.text}`, word("messageStatus", one.status)]),
  ];
  return <Part title={t("beside.asked")} heads={[t("beside.what"), t("column.status")]} rows={rows} />;
}
