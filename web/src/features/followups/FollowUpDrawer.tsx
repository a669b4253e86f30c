// One card: what is to be done, by whom, and what came of it.
import { Button, Drawer, Group, Select, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { useMayEdit, useMe, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { StateBadge } from "../../kit/StateBadge";
import { Moment, Phone } from "../../kit/Written";
import { type FollowUp, nameOf, TONES } from "./kinds";

interface Change {
  state?: FollowUp["state"];
  assignee?: number;
  comment?: string;
}

export function FollowUpDrawer({ card, onClose }: { card: FollowUp; onClose: () => void }) {
  const { t } = useTranslation("followups");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const me = useMe();
  const mayEdit = useMayEdit();
  const deed = useDeed<unknown>("/follow-ups");
  const [comment, setComment] = useState(card.comment);
  const change = (body: Change) =>
    deed.mutate({
      act: () =>
        client.PATCH("/api/v1/projects/{project}/follow-ups/{card_id}", {
          params: { path: { project, card_id: card.id } },
          body,
        }),
      then: () => say(kit("saved")),
    });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("card.title", { id: card.id })}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <Stack gap="md">
        <Text size="lg" fw={650}>
          {card.title}
        </Text>
        {card.text && <Text style={{ whiteSpace: "pre-wrap" }}>{card.text}</Text>}
        <Group gap="lg">
          <StateBadge tone={TONES[card.state]}>{t(`state.${card.state}`)}</StateBadge>
          <Moment at={card.created_at} />
          <Text size="sm" c="dimmed">
            {t("card.call", { id: card.call })}
          </Text>
        </Group>
        <Text size="sm">
          {t("card.person")}: {card.person} <Phone digits={card.phone} />
        </Text>
        <fieldset disabled={!mayEdit} className="bare">
          <Stack gap="sm">
            <AssigneeSelect card={card} onChange={(assignee) => change({ assignee })} />
            <Textarea
              label={t("card.comment")}
              autosize
              minRows={3}
              maxLength={10000}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            <Group justify="flex-end" gap="xs">
              {card.state === "new" && (
                <Button variant="default" onClick={() => change({ assignee: me.id })}>
                  {t("card.take")}
                </Button>
              )}
              {card.state === "done" ? (
                <Button variant="default" onClick={() => change({ state: "in_work" })}>
                  {t("card.back")}
                </Button>
              ) : (
                <Button variant="light" onClick={() => change({ state: "done", comment })}>
                  {t("card.done")}
                </Button>
              )}
              <Button
                onClick={() => change({ comment })}
                loading={deed.isPending}
                disabled={comment === card.comment || !mayEdit}
              >
                {kit("save")}
              </Button>
            </Group>
          </Stack>
        </fieldset>
      </Stack>
    </Drawer>
  );
}

function AssigneeSelect({ card, onChange }: { card: FollowUp; onChange: (assignee: number) => void }) {
  const { t } = useTranslation("followups");
  const project = useProject();
  const people = api.useQuery("get", "/api/v1/projects/{project}/follow-ups/assignees", {
    params: { path: { project } },
  });
  return (
    <Select
      label={t("card.assignee")}
      placeholder={t("card.nobody")}
      clearable
      data={(people.data ?? []).map((person) => ({ value: String(person.id), label: nameOf(person) }))}
      value={card.assignee ? String(card.assignee.id) : null}
      onChange={(value) => onChange(Number(value ?? 0))}
    />
  );
}
