// What an answer does: marks, a message, an integration, a follow-up card, a clip, and how the call goes on.
import { Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { MessageField } from "../../kit/MessageField";
import { FlowSelect, IntegrationSelect, StopListSelect } from "./Choices";
import { ClipSelect } from "./ClipSelect";
import type { End, Reaction } from "./menu";
import { TransferFields } from "./TransferFields";

const DEEDS = ["goal", "stop", "message", "hook", "ticket"] as const;
const ENDS: End[] = ["hangup", "repeat", "transfer", "goto"];

interface Props {
  value: Reaction;
  onChange: (value: Reaction) => void;
  /** When nobody took a transfer there is no second one. */
  plain?: boolean;
}

export function ReactionFields({ value, onChange, plain }: Props) {
  const { t } = useTranslation("flows");
  const change = (patch: Partial<Reaction>) => onChange({ ...value, ...patch });
  return (
    <Stack gap="sm">
      <Group gap="lg">
        {DEEDS.map((deed) => (
          <Checkbox
            key={deed}
            label={t(`do.${deed}`)}
            checked={value[deed]}
            onChange={(event) => change({ [deed]: event.currentTarget.checked })}
          />
        ))}
      </Group>
      <Deeds value={value} onChange={onChange} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" style={{ alignItems: "end" }}>
        <ClipSelect label={t("thenClip")} clearable value={value.clip} onChange={(clip) => change({ clip })} />
        <Ending value={value} onChange={onChange} plain={plain} />
      </SimpleGrid>
      {value.end === "goto" && <FlowSelect value={value.flow} onChange={(flow) => change({ flow })} />}
      {value.end === "transfer" && (
        <TransferFields value={value.transfer} onChange={(transfer) => change({ transfer })} />
      )}
    </Stack>
  );
}

function Deeds({ value, onChange }: Omit<Props, "plain">) {
  const { t } = useTranslation("flows");
  const change = (patch: Partial<Reaction>) => onChange({ ...value, ...patch });
  return (
    <>
      {value.goal && (
        <TextInput
          label={t("tag")}
          maxLength={64}
          value={value.tag}
          onChange={(event) => change({ tag: event.currentTarget.value })}
        />
      )}
      {value.stop && <StopListSelect value={value.stopList} onChange={(stopList) => change({ stopList })} />}
      {value.message && (
        <>
          <MessageField label={t("messageText")} value={value.text} onChange={(text) => change({ text })} />
          <TextInput
            label={t("sender")}
            description={t("senderHint")}
            maxLength={11}
            value={value.sender}
            onChange={(event) => change({ sender: event.currentTarget.value })}
          />
        </>
      )}
      {value.hook && (
        <IntegrationSelect value={value.integration} onChange={(integration) => change({ integration })} />
      )}
      {value.ticket && (
        <>
          <TextInput
            label={t("ticketTitle")}
            maxLength={255}
            value={value.ticketTitle}
            onChange={(event) => change({ ticketTitle: event.currentTarget.value })}
          />
          <Textarea
            label={t("ticketText")}
            autosize
            minRows={2}
            value={value.ticketText}
            onChange={(event) => change({ ticketText: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}

function Ending({ value, onChange, plain }: Props) {
  const { t } = useTranslation("flows");
  const ends = plain ? ENDS.filter((end) => end !== "transfer") : ENDS;
  return (
    <Group gap="sm" align="flex-end">
      <Select
        style={{ flex: 1 }}
        label={t("ending")}
        allowDeselect={false}
        data={ends.map((end) => ({ value: end, label: t(`end.${end}`) }))}
        value={value.end}
        onChange={(end) => end && onChange({ ...value, end: end as End })}
      />
      {value.end === "repeat" && (
        <NumberInput
          w={110}
          label={t("times")}
          min={1}
          max={3}
          value={value.times}
          onChange={(times) => typeof times === "number" && onChange({ ...value, times })}
        />
      )}
    </Group>
  );
}
