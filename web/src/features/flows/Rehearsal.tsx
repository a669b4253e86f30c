// A walk through the flow without a telephone: what would be heard, marked, sent and charged.
import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlayerPlay, IconRotate } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import { money } from "../../kit/format";
import { useProject } from "../../kit/me";
import type { Rehearsed } from "../../kit/types";
import type { Document } from "./menuDocument";

const SIGNS = ["silence", "hangup", "operator", "busy"] as const;

function useWalk(document: Document, answers: string[] | null) {
  const project = useProject();
  return useQuery({
    queryKey: ["post", "/flows/rehearse", project, JSON.stringify(document), answers],
    enabled: answers !== null,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const body = { document: document as never, answers: answers ?? [], fields: {}, action_wait_seconds: 7 };
      const path = { params: { path: { project } }, body };
      return (await client.POST("/api/v1/projects/{project}/flows/rehearse", path)).data!;
    },
  });
}

export function Rehearsal({ document }: { document: Document }) {
  const { t } = useTranslation("flows");
  const [answers, setAnswers] = useState<string[] | null>(null);
  const walk = useWalk(document, answers);
  const answer = (typed: string) => setAnswers([...(answers ?? []), typed]);
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-label={t("rehearsal.title")}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {t("rehearsal.title")}
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={answers === null ? <IconPlayerPlay size={14} /> : <IconRotate size={14} />}
          onClick={() => setAnswers([])}
        >
          {t(answers === null ? "rehearsal.start" : "rehearsal.again")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t("rehearsal.hint")}
      </Text>
      {answers !== null && walk.isError && (
        <Alert color="red" mt="sm" role="alert">
          {t("rehearsal.mistakes")}
        </Alert>
      )}
      {answers !== null && walk.data && !walk.isError && (
        <Stack gap="sm" mt="sm">
          <Lines steps={walk.data.steps} />
          <Price walk={walk.data} />
          {!walk.data.ended && <AnswerLine onAnswer={answer} ringing={walk.data.steps.at(-1)?.kind === "ring"} />}
        </Stack>
      )}
    </Paper>
  );
}

function Lines({ steps }: { steps: Rehearsed["steps"] }) {
  const { t } = useTranslation("flows");
  const named = ({ kind, text }: Rehearsed["steps"][number]) =>
    kind === "play" && text === "campaign" ? t("campaignClip") : text;
  return (
    <ol aria-live="polite" style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {steps.map((step, place) => (
        <li key={place} data-kind={step.kind}>
          <Text span size="xs" c="dimmed" className="figures">
            {t("rehearsal.at", { seconds: step.at_seconds })}
          </Text>{" "}
          <Text span size="sm" fw={step.kind.startsWith("person_") ? 600 : undefined}>
            {t(`rehearsal.kind.${step.kind as "play"}`, { text: named(step), more: step.more })}
          </Text>
        </li>
      ))}
    </ol>
  );
}

function Price({ walk }: { walk: Rehearsed }) {
  const { t, i18n } = useTranslation("flows");
  return (
    <Text size="sm" fw={600} className="figures" role="status">
      {t("rehearsal.price", {
        seconds: walk.talk_seconds,
        parts: walk.sms_parts,
        price: money(walk.price, i18n.language),
      })}
    </Text>
  );
}

function AnswerLine({ onAnswer, ringing }: { onAnswer: (typed: string) => void; ringing: boolean }) {
  const { t } = useTranslation("flows");
  const [typed, setTyped] = useState("");
  const send = () => {
    if (typed.trim()) onAnswer(typed.trim());
    setTyped("");
  };
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        <TextInput
          style={{ flex: 1 }}
          label={t("rehearsal.answer")}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            send();
          }}
        />
        <Button variant="default" onClick={send} disabled={!typed.trim()}>
          {t("rehearsal.send")}
        </Button>
      </Group>
      <Group gap="xs">
        {SIGNS.filter((sign) => ringing || !["operator", "busy"].includes(sign)).map((sign) => (
          <Button key={sign} variant="subtle" size="compact-sm" onClick={() => onAnswer(sign)}>
            {t(`rehearsal.sign.${sign}`)}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
