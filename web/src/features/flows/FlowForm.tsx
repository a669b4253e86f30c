// The simple key menu: one clip, and what each key does.
import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  Group,
  Menu as Dropdown,
  NumberInput,
  Paper,
  Stack,
  TextInput,
  Title,
} from "@mantine/core";
import { IconArrowLeft, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { useMayEdit, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { ClipSelect } from "./ClipSelect";
import { DIGITS, type Menu, reaction, START, toDocument } from "./menu";
import { ProblemLines } from "./ProblemLines";
import { DefaultReaction, ReactionCard } from "./ReactionCard";
import { useProblems } from "./useProblems";

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

function useTitles() {
  const { t } = useTranslation("flows");
  return useMemo(
    () => ({
      start: t("node.start"),
      key: (digit: string) => t("node.key", { digit }),
      other: t("node.other"),
      silence: t("node.silence"),
    }),
    [t],
  );
}

function useFlow({ name: first, menu: initial, id }: Props) {
  const { t } = useTranslation("flows");
  const project = useProject();
  const navigate = useNavigate();
  const titles = useTitles();
  const [name, setName] = useState(first);
  const [menu, setMenu] = useState(initial);
  const document = useMemo(() => toDocument(menu, titles), [menu, titles]);
  const problems = useProblems(document);
  const deed = useDeed<unknown>("/flows");
  const save = () => {
    const body = { name: name.trim(), document: document as never };
    deed.mutate({
      act: () =>
        id === undefined
          ? client.POST("/api/v1/projects/{project}/flows", { params: { path: { project } }, body })
          : client.PUT("/api/v1/projects/{project}/flows/{flow_id}", {
              params: { path: { project, flow_id: id } },
              body,
            }),
      then: () => {
        say(t("saved", { name }));
        void navigate({ to: "/p/$project/flows", params: { project: String(project) } });
      },
    });
  };
  return {
    name,
    setName,
    menu,
    change: (patch: Partial<Menu>) => setMenu({ ...menu, ...patch }),
    problems,
    save,
    deed,
  };
}

export function FlowForm(props: Props) {
  const { t } = useTranslation("flows");
  const { t: kit } = useTranslation("kit");
  const flow = useFlow(props);
  const { menu, change, problems } = flow;
  const locked = props.locked || !useMayEdit();
  const at = (node: string) => problems.filter((problem) => problem.node === node);
  const known = [START, "other", "silence", ...menu.keys.map(({ digit }) => `key${digit}`)];
  return (
    <>
      <PageHeader title={props.title} back={<BackToFlows />} />
      <fieldset disabled={locked} className="bare">
        <Stack gap="md" maw={940}>
          {props.locked && <Alert color="gray">{t("lockedHint")}</Alert>}
          <ProblemLines problems={problems.filter(({ node }) => !known.includes(node))} />
          <Paper withBorder radius="md" p="md">
            <Stack gap="sm">
              <TextInput
                label={t("column.name")}
                withAsterisk
                maxLength={255}
                value={flow.name}
                onChange={(event) => flow.setName(event.currentTarget.value)}
              />
              <StartFields menu={menu} change={change} />
              <ProblemLines problems={at(START)} />
            </Stack>
          </Paper>
          <Keys menu={menu} change={change} problemsAt={at} locked={locked} />
          {(["other", "silence"] as const).map((kind) => (
            <DefaultReaction
              key={kind}
              title={t(`node.${kind}`)}
              hint={t(`hint.${kind}`)}
              value={menu[kind]}
              onChange={(value) => change({ [kind]: value })}
              problems={at(kind)}
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
    </>
  );
}

type Change = (patch: Partial<Menu>) => void;

function StartFields({ menu, change }: { menu: Menu; change: Change }) {
  const { t } = useTranslation("flows");
  return (
    <>
      <Group align="flex-end" gap="sm">
        <div style={{ flex: 1, minWidth: 220 }}>
          <ClipSelect
            label={t("startClip")}
            description={t("startClipHint")}
            value={menu.clip}
            onChange={(clip) => clip && change({ clip })}
          />
        </div>
        <NumberInput
          w={220}
          label={t("listenFrom")}
          min={0}
          suffix={t("secondsSuffix")}
          value={menu.listenFrom}
          onChange={(value) => typeof value === "number" && change({ listenFrom: value })}
        />
      </Group>
      <Checkbox
        label={t("record")}
        checked={menu.record}
        onChange={(event) => change({ record: event.currentTarget.checked })}
      />
    </>
  );
}

interface KeysProps {
  menu: Menu;
  change: Change;
  problemsAt: (node: string) => ReturnType<typeof useProblems>;
  locked: boolean;
}

function Keys({ menu, change, problemsAt, locked }: KeysProps) {
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
          onChange={(next) =>
            change({ keys: menu.keys.map((key) => (key.digit === digit ? { digit, reaction: next } : key)) })
          }
          onDrop={locked ? undefined : () => change({ keys: menu.keys.filter((key) => key.digit !== digit) })}
        />
      ))}
    </>
  );
}
