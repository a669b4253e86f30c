// Everything known about one call, with its recording as two waves.
import { Drawer, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import * as format from "../../kit/format";
import { useLanguage, useMayEdit } from "../../kit/me";
import type { Call } from "../../kit/types";
import { WavePlayer } from "../../kit/WavePlayer";
import { useWord } from "../../kit/words";
import { Moment, Money, Phone } from "../../kit/Written";
import { Button, Group } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { ask, say } from "../../kit/ask";
import { useDeed } from "../../kit/refresh";
import { CallBeside } from "./CallBeside";
import { CallMarks, CallStatus } from "./CallsTable";

export function CallCard({ call, onClose }: { call: Call; onClose: () => void }) {
  const { t } = useTranslation("deliveries");
  const { t: kit } = useTranslation("kit");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("card.title", { id: call.id })}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <Stack gap="md">
        <Text size="xl" fw={650}>
          <Phone digits={call.phone} />
        </Text>
        <CallMarks call={call} />
        {call.recording_url ? (
          // Recordings hold the person on the left and the robot on the right.
          <WavePlayer src={call.recording_url} sides={[t("card.person"), t("card.robot")]} />
        ) : (
          <Text size="sm" c="dimmed">
            {t(call.recording_expired ? "card.recordingExpired" : "card.noRecording")}
          </Text>
        )}
        <Facts call={call} />
        <CallBeside id={call.id} />
        <StopButton call={call} />
      </Stack>
    </Drawer>
  );
}

function Facts({ call }: { call: Call }) {
  const { t } = useTranslation("deliveries");
  const word = useWord("deliveries");
  const language = useLanguage();
  const seconds = (value: number | null) => (value === null ? "—" : t("seconds", { count: Math.round(value) }));
  const rows: [string, ReactNode][] = [
    [t("column.date"), <Moment at={call.started_at} />],
    [t("filter.direction"), word("direction", call.direction)],
    [t(call.direction === "in" ? "card.called" : "card.caller"), call.caller ? <Phone digits={call.caller} /> : "—"],
    [t("column.status"), <CallStatus call={call} />],
    [t("card.outcome"), word("outcome", call.outcome)],
    [t("card.answeredBy"), call.answered_by ? word("answeredBy", call.answered_by) : "—"],
    [t("card.ring"), seconds(call.ring_seconds)],
    [t("column.duration"), seconds(call.duration_seconds)],
    [t("card.listened"), call.listened_percent === null ? "—" : format.share(call.listened_percent, language, 0)],
    [t("mark.keys"), call.digits || "—"],
    [t("card.path"), call.path.length ? call.path.join(" → ") : "—"],
    [t("card.attempt"), call.attempt || "—"],
    [t("card.transferred"), call.transferred_to ? <Transferred to={call.transferred_to} /> : "—"],
    [t("column.cost"), <Money amount={call.cost} />],
    [t("column.campaign"), call.campaign?.name ?? "—"],
    ["SIP / Q.850", `${call.sip_status ?? "—"} / ${call.q850_cause ?? "—"}`],
  ];
  return (
    <dl className="card-lines">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Transferred({ to }: { to: string }) {
  return to.startsWith("sip") ? <>{to}</> : <Phone digits={to} />;
}

function StopButton({ call }: { call: Call }) {
  const { t } = useTranslation("deliveries");
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/stop-list");
  if (!mayEdit || call.stop_listed) return null;
  const phone = format.phone(call.phone);
  const add = () =>
    deed.mutate({
      act: () => client.POST("/api/v1/stop-list", { body: { phones: call.phone } }),
      then: () => say(t("card.stopped", { phone })),
    });
  const consent = () =>
    ask({ title: t("card.stopAsk", { phone }), text: t("card.stopText"), confirm: t("card.stop"), onConfirm: add });
  return (
    <Group>
      <Button variant="default" leftSection={<IconBan size={16} />} onClick={consent} loading={deed.isPending}>
        {t("card.stop")}
      </Button>
    </Group>
  );
}
