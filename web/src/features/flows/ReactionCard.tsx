// The card of one answer: a key, words, or one of the answers that every question has.
import { Group, Paper, SegmentedControl, Stack, TagsInput, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconAction } from "../../kit/IconAction";
import type { FlowProblem } from "../../kit/types";
import { type Answer, type Reaction, reaction } from "./menu";
import { ProblemLines } from "./ProblemLines";
import { ReactionFields } from "./ReactionFields";

interface Props {
  title: string;
  digit?: string;
  value: Reaction;
  onChange: (value: Reaction) => void;
  onDrop?: () => void;
  problems: FlowProblem[];
  /** Of the node that follows when nobody took the transfer. */
  beyond: FlowProblem[];
  children?: React.ReactNode;
}

/** What was pasted or left in the field may hold several. */
const apart = (words: string[]) =>
  words
    .flatMap((word) => word.split(/[,;]/))
    .map((word) => word.trim())
    .filter(Boolean);

const marked = (problems: FlowProblem[]) => problems.some(({ warning }) => !warning) || undefined;

export function ReactionCard({ title, digit, value, onChange, onDrop, problems, beyond, children }: Props) {
  const { t } = useTranslation("flows");
  return (
    <Paper withBorder radius="md" p="md" data-invalid={marked(problems)} className="reaction">
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          {digit && <kbd aria-hidden>{digit}</kbd>}
          <Title order={3} size="h5">
            {title}
          </Title>
        </Group>
        {onDrop && <IconAction label={t("dropKey", { title })} icon={IconX} onClick={onDrop} />}
      </Group>
      {children}
      <ReactionFields value={value} onChange={onChange} />
      <Nobody value={value} onChange={onChange} problems={beyond} />
      <ProblemLines problems={problems} />
    </Paper>
  );
}

type WordsProps = Omit<Props, "value" | "onChange" | "digit" | "children"> & {
  answer: Answer;
  onChange: (answer: Answer) => void;
};

export function WordsCard({ answer, onChange, ...rest }: WordsProps) {
  const { t } = useTranslation("flows");
  return (
    <ReactionCard {...rest} value={answer.reaction} onChange={(value) => onChange({ ...answer, reaction: value })}>
      <TagsInput
        mb="sm"
        label={t("words")}
        description={t("wordsHint")}
        maxTags={50}
        splitChars={[",", ";"]}
        acceptValueOnBlur
        value={answer.words}
        onChange={(words) => onChange({ ...answer, words: apart(words) })}
      />
    </ReactionCard>
  );
}

function Nobody({ value, onChange, problems }: Pick<Props, "value" | "onChange" | "problems">) {
  const { t } = useTranslation("flows");
  if (value.end !== "transfer") return null;
  return (
    <Stack mt="sm">
      <DefaultReaction
        title={t("nobody")}
        hint={t("hint.nobody")}
        plain
        value={value.transfer.nobody}
        onChange={(nobody) => onChange({ ...value, transfer: { ...value.transfer, nobody } })}
        problems={problems}
        beyond={[]}
      />
    </Stack>
  );
}

interface DefaultProps {
  title: string;
  hint: string;
  value: Reaction | null;
  onChange: (value: Reaction | null) => void;
  problems: FlowProblem[];
  beyond: FlowProblem[];
  plain?: boolean;
}

/** «Другое», «Молчание», «Никто не ответил»: the usual behaviour, or one's own. */
export function DefaultReaction({ title, hint, value, onChange, problems, beyond, plain }: DefaultProps) {
  const { t } = useTranslation("flows");
  return (
    <Paper withBorder radius="md" p="md" className="reaction" data-invalid={marked(problems)}>
      <Group justify="space-between" gap="xs">
        <div>
          <Title order={plain ? 4 : 3} size="h5">
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
          onChange={(choice) => onChange(choice === "own" ? reaction({ end: plain ? "hangup" : "repeat" }) : null)}
        />
      </Group>
      {value && (
        <Stack gap={4} mt="sm">
          <ReactionFields value={value} onChange={onChange} plain={plain} />
          {!plain && <Nobody value={value} onChange={onChange} problems={beyond} />}
          <ProblemLines problems={problems} />
        </Stack>
      )}
    </Paper>
  );
}
