// The simple menu: one question, what each answer does, and a rehearsal of it all.
import { Alert, Anchor, Button, Group, Paper, Stack, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useMayEdit, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { TrialPanel } from "../trials/TrialPanel";
import { Keys, Words } from "./Answers";
import { type Menu, START } from "./menu";
import { ProblemLines } from "./ProblemLines";
import { Question } from "./Question";
import { DefaultReaction } from "./ReactionCard";
import { Rehearsal } from "./Rehearsal";
import { useFlow } from "./useFlow";

export function BackToFlows() {
  const { t } = useTranslation("flows");
  const project = useProject();
  return (
    <Anchor component={Link} to={`/p/${project}/flows` as never} size="sm">
      <IconArrowLeft size={14} aria-hidden /> {t("title")}
    </Anchor>
  );
}

interface Props {
  title: string;
  name: string;
  menu: Menu;
  id?: number;
  locked?: boolean;
}

const DEFAULTS = ["other", "silence"] as const;

function nodesShown(menu: Menu): string[] {
  const answers = [
    ...DEFAULTS,
    ...menu.keys.map(({ digit }) => `key${digit}`),
    ...menu.answers.map((_, place) => `words${place + 1}`),
  ];
  return [START, ...answers, ...answers.map((id) => `${id}_nobody`)];
}

export function FlowForm(props: Props) {
  const { t } = useTranslation("flows");
  const { t: kit } = useTranslation("kit");
  const flow = useFlow(props);
  const { menu, change, problems } = flow;
  const locked = props.locked || !useMayEdit();
  const at = (node: string) => problems.filter((problem) => problem.node === node);
  const shown = nodesShown(menu);
  const parts = { menu, change, problemsAt: at, locked };
  return (
    <>
      <PageHeader title={props.title} back={<BackToFlows />} />
      <Stack gap="md" maw={940}>
        <fieldset disabled={locked} className="bare">
          <Stack gap="md">
            {props.locked && <Alert color="gray">{t("lockedHint")}</Alert>}
            <ProblemLines problems={problems.filter(({ node }) => !shown.includes(node))} />
            <Paper withBorder radius="md" p="md">
              <Stack gap="sm">
                <TextInput
                  label={t("column.name")}
                  withAsterisk
                  maxLength={255}
                  value={flow.name}
                  onChange={(event) => flow.setName(event.currentTarget.value)}
                />
                <Question menu={menu} change={change} />
                <ProblemLines problems={at(START)} />
              </Stack>
            </Paper>
            {menu.voice && <Words {...parts} />}
            <Keys {...parts} />
            {DEFAULTS.map((kind) => (
              <DefaultReaction
                key={kind}
                title={t(`node.${kind}`)}
                hint={t(`hint.${kind}`)}
                value={menu[kind]}
                onChange={(value) => change({ [kind]: value })}
                problems={at(kind)}
                beyond={at(`${kind}_nobody`)}
              />
            ))}
            {!locked && (
              <Group justify="flex-end">
                <Button onClick={flow.save} loading={flow.deed.isPending} disabled={!flow.name.trim()}>
                  {kit("save")}
                </Button>
              </Group>
            )}
          </Stack>
        </fieldset>
        <Rehearsal document={flow.document} />
        {props.id !== undefined && <TrialPanel flow={props.id} document={flow.document} />}
      </Stack>
    </>
  );
}
