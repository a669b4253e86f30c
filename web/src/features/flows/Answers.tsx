// The answers of the question: words when voices are heard, then keys.
import { Button, Group, Menu as Dropdown, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { FlowProblem } from "../../kit/types";
import { DIGITS, type Menu, reaction } from "./menu";
import { ReactionCard, WordsCard } from "./ReactionCard";
import type { Change } from "./useFlow";

interface Props {
  menu: Menu;
  change: Change;
  problemsAt: (node: string) => FlowProblem[];
  locked: boolean;
}

export function Words({ menu, change, problemsAt, locked }: Props) {
  const { t } = useTranslation("flows");
  const add = () => change({ answers: [...menu.answers, { words: [], reaction: reaction() }] });
  return (
    <>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("wordsTitle")}
        </Title>
        {!locked && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={add}>
            {t("addWords")}
          </Button>
        )}
      </Group>
      {menu.answers.map((answer, place) => (
        <WordsCard
          key={place}
          title={t("node.wordsNumber", { number: place + 1 })}
          answer={answer}
          problems={problemsAt(`words${place + 1}`)}
          beyond={problemsAt(`words${place + 1}_nobody`)}
          onChange={(next) => change({ answers: menu.answers.map((old, at) => (at === place ? next : old)) })}
          onDrop={locked ? undefined : () => change({ answers: menu.answers.filter((_, at) => at !== place) })}
        />
      ))}
    </>
  );
}

export function Keys({ menu, change, problemsAt, locked }: Props) {
  const { t } = useTranslation("flows");
  const free = DIGITS.filter((digit) => !menu.keys.some((key) => key.digit === digit));
  const add = (digit: string) => change({ keys: [...menu.keys, { digit, reaction: reaction() }] });
  return (
    <>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t("keys")}
        </Title>
        {!locked && free.length > 0 && (
          <Dropdown shadow="md">
            <Dropdown.Target>
              <Button variant="default" size="xs" leftSection={<IconPlus size={14} />}>
                {t("addKey")}
              </Button>
            </Dropdown.Target>
            <Dropdown.Dropdown>
              {free.map((digit) => (
                <Dropdown.Item key={digit} onClick={() => add(digit)}>
                  {t("node.key", { digit })}
                </Dropdown.Item>
              ))}
            </Dropdown.Dropdown>
          </Dropdown>
        )}
      </Group>
      {menu.keys.map(({ digit, reaction: value }) => (
        <ReactionCard
          key={digit}
          digit={digit}
          title={t("node.key", { digit })}
          value={value}
          problems={problemsAt(`key${digit}`)}
          beyond={problemsAt(`key${digit}_nobody`)}
          onChange={(next) =>
            change({ keys: menu.keys.map((key) => (key.digit === digit ? { digit, reaction: next } : key)) })
          }
          onDrop={locked ? undefined : () => change({ keys: menu.keys.filter((key) => key.digit !== digit) })}
        />
      ))}
    </>
  );
}
