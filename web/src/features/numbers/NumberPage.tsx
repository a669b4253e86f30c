// The card of one number: state and health, callbacks, campaigns that hold it, its rents.
import { Alert, Anchor, Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { IconMoon } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { ask, say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { NoData } from "../../kit/EmptyState";
import * as format from "../../kit/format";
import { useLanguage, useMayStart, useZone } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { StatCard } from "../../kit/StatCard";
import type { Answer } from "../../kit/types";
import { Waiting } from "../../kit/Waiting";
import { useWord } from "../../kit/words";
import { Money, Moment } from "../../kit/Written";
import { CallbackForm } from "./CallbackForm";
import { NumberState, placeOf, shownPhone } from "./columns";

const HealthChart = lazy(() => import("./HealthChart"));

export type Card = Answer<"/api/v1/numbers/{number}">;

export default function NumberPage() {
  const { t } = useTranslation("numbers");
  const { number } = useParams({ strict: false }) as { number?: string };
  const id = Number(number);
  const query = api.useQuery("get", "/api/v1/numbers/{number}", { params: { path: { number: id } } });
  const back = (
    <Anchor component={Link} to={"/numbers" as never} size="sm">
      ← {t("title")}
    </Anchor>
  );
  if (!query.data)
    return (
      <>
        <PageHeader title={t("card.title")} back={back} />
        <Waiting query={query} />
      </>
    );
  return <Whole card={query.data} back={back} />;
}

function Whole({ card, back }: { card: Card; back: ReactNode }) {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  const language = useLanguage();
  const { country, region } = placeOf(card, word);
  const place = [country, region].filter(Boolean).join(", ");
  const hint = [word("kind", card.kind), word("line", card.line_type), card.operator, place]
    .filter(Boolean)
    .join(" · ");
  return (
    <>
      <PageHeader title={shownPhone(card)} hint={hint} back={back} actions={<CardActions card={card} />} />
      <Stack gap="md">
        {card.resting && <Rest card={card} />}
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
          <StatCard label={t("column.state")} value={<NumberState number={card} />} />
          <StatCard label={t("column.calls")} value={format.count(card.calls_count, language)} />
          <StatCard label={t("column.fee")} value={Number(card.fee) ? format.money(card.fee, language) : "—"} />
          <StatCard
            label={t("card.answers")}
            value={card.health.recent_calls ? format.share(card.health.recent_percent, language) : "—"}
            tooltip={t("card.answersHint", {
              past: format.share(card.health.past_percent, language),
              calls: format.count(card.health.past_calls, language),
            })}
          />
        </SimpleGrid>
        <Section title={t("card.health")}>
          {card.health.hours.length ? (
            <Suspense fallback={null}>
              <HealthChart hours={card.health.hours} />
            </Suspense>
          ) : (
            <NoData hint={t("card.noCalls")} />
          )}
        </Section>
        {card.own && (card.kind === "rented" || card.kind === "personal") && (
          <Section title={t("card.callback")}>
            <CallbackForm card={card} />
          </Section>
        )}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
          <Section title={t("card.bindings")}>
            <Bindings card={card} />
          </Section>
          <Section title={t("card.rentals")}>
            <Rentals number={card.id} />
          </Section>
        </SimpleGrid>
      </Stack>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder radius="md" p="md">
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function CardActions({ card }: { card: Card }) {
  const { t } = useTranslation("numbers");
  const maySpend = useMayStart();
  const deed = useDeed<unknown>("/numbers");
  const held = card.bindings.some((one) => !one.released_at);
  if (!maySpend || !held) return null;
  const release = () =>
    ask({
      title: t("card.askRelease"),
      text: t("card.askReleaseText"),
      confirm: t("card.release"),
      onConfirm: () =>
        deed.mutate({
          act: () => client.POST("/api/v1/numbers/{number}/release", { params: { path: { number: card.id } } }),
          then: () => say(t("card.released")),
        }),
    });
  return (
    <Button variant="default" onClick={release} loading={deed.isPending}>
      {t("card.release")}
    </Button>
  );
}

function Rest({ card }: { card: Card }) {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  const zone = useZone();
  const maySpend = useMayStart();
  const deed = useDeed<unknown>("/numbers");
  const wake = () =>
    deed.mutate({ act: () => client.POST("/api/v1/numbers/{number}/wake", { params: { path: { number: card.id } } }) });
  return (
    <Alert color="orange" icon={<IconMoon size={18} />} title={word("rest", card.rest_reason)}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t("card.restsUntil", { at: format.moment(card.resting_until ?? "", zone) })}</Text>
        {maySpend && card.own && (
          <Button size="xs" variant="default" onClick={wake} loading={deed.isPending}>
            {t("card.wake")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function Bindings({ card }: { card: Card }) {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  if (!card.bindings.length)
    return (
      <Text size="sm" c="dimmed">
        {t("card.noBindings")}
      </Text>
    );
  return (
    <Table fz="sm">
      <Table.Tbody>
        {card.bindings.map((one) => (
          <Table.Tr key={`${one.campaign}-${one.since}`}>
            <Table.Td>{t("card.campaign", { id: one.campaign })}</Table.Td>
            <Table.Td>
              <Moment at={one.since} />
            </Table.Td>
            <Table.Td>{one.released_at ? word("release", one.reason) : t("card.held")}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Rentals({ number }: { number: number }) {
  const { t } = useTranslation("numbers");
  const word = useWord("numbers");
  const { data } = api.useQuery("get", "/api/v1/numbers/{number}/rentals", { params: { path: { number } } });
  if (!data?.length)
    return (
      <Text size="sm" c="dimmed">
        {t("card.noRentals")}
      </Text>
    );
  return (
    <Table fz="sm">
      <Table.Tbody>
        {data.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Moment at={one.started_at} />
            </Table.Td>
            <Table.Td>
              <Money amount={one.fee} />
            </Table.Td>
            <Table.Td>{word("rental", one.end_reason || one.state)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
