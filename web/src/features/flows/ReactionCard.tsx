// What happens after a key: marks, a message, a clip, and how the call goes on.
import {
  Checkbox,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconAction } from "../../kit/IconAction";
import { MessageField } from "../../kit/MessageField";
import type { FlowProblem } from "../../kit/types";
import { ClipSelect } from "./ClipSelect";
import { type Reaction, reaction } from "./menu";
import { ProblemLines } from "./ProblemLines";

interface Props {
  title: string;
  digit?: string;
  value: Reaction;
  onChange: (value: Reaction) => void;
  onDrop?: () => void;
  problems: FlowProblem[];
}

export function ReactionCard({ title, digit, value, onChange, onDrop, problems }: Props) {
  const { t } = useTranslation("flows");
  return (
    <Paper withBorder radius="md" p="md" data-invalid={problems.length > 0 || undefined} className="reaction">
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          {digit && <kbd aria-hidden>{digit}</kbd>}
          <Title order={3} size="h5">
            {title}
          </Title>
        </Group>
        {onDrop && <IconAction label={t("dropKey", { title })} icon={IconX} onClick={onDrop} />}
      </Group>
      <ReactionFields value={value} onChange={onChange} />
      <ProblemLines problems={problems} />
    </Paper>
  );
}

type FieldsProps = Pick<Props, "value" | "onChange">;

function ReactionFields({ value, onChange }: FieldsProps) {
  const { t } = useTranslation("flows");
  const change = (patch: Partial<Reaction>) => onChange({ ...value, ...patch });
  const tick = (field: "goal" | "stop" | "message") => (
    <Checkbox
      label={t(`do.${field}`)}
      checked={value[field]}
      onChange={(event) => change({ [field]: event.currentTarget.checked })}
    />
  );
  return (
    <Stack gap="sm">
      <Group gap="lg">
        {tick("goal")}
        {tick("stop")}
        {tick("message")}
      </Group>
      {value.goal && (
        <TextInput
          label={t("tag")}
          maxLength={64}
          value={value.tag}
          onChange={(event) => change({ tag: event.currentTarget.value })}
        />
      )}
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
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" style={{ alignItems: "end" }}>
        <ClipSelect label={t("thenClip")} clearable value={value.clip} onChange={(clip) => change({ clip })} />
        <Ending value={value} onChange={onChange} />
      </SimpleGrid>
    </Stack>
  );
}

function Ending({ value, onChange }: FieldsProps) {
  const { t } = useTranslation("flows");
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label={t("ending")}
        data={(["hangup", "repeat"] as const).map((end) => ({ value: end, label: t(`end.${end}`) }))}
        value={value.end}
        onChange={(end) => onChange({ ...value, end: end as Reaction["end"] })}
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

interface DefaultProps {
  title: string;
  hint: string;
  value: Reaction | null;
  onChange: (value: Reaction | null) => void;
  problems: FlowProblem[];
}

/** «Другая клавиша» and «Молчание»: the usual behaviour, or one's own. */
export function DefaultReaction({ title, hint, value, onChange, problems }: DefaultProps) {
  const { t } = useTranslation("flows");
  return (
    <Paper withBorder radius="md" p="md" className="reaction" data-invalid={problems.length > 0 || undefined}>
      <Group justify="space-between" gap="xs">
        <div>
          <Title order={3} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        </div>
        <SegmentedControl
          aria-label={title}
          data={[
            { value: "usual", label: t("usual") },
            { value: "own", label: t("own") },
          ]}
          value={value ? "own" : "usual"}
          onChange={(choice) => onChange(choice === "own" ? reaction({ end: "repeat" }) : null)}
        />
      </Group>
      {value && (
        <Stack gap={4} mt="sm">
          <ReactionFields value={value} onChange={onChange} />
          <ProblemLines problems={problems} />
        </Stack>
      )}
    </Paper>
  );
}
