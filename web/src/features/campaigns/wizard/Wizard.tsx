// «Создать рассылку»: five tabs that open one after another, then all of them are free to visit.
import { Alert, Anchor, Button, Group, Paper, Tabs, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconArrowRight, IconRocket } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import * as format from "../../../kit/format";
import { useLanguage, useMayStart } from "../../../kit/me";
import { PageHeader } from "../../../kit/PageHeader";
import type { CampaignCheck, CampaignDetail } from "../../../kit/types";
import { AudiencesTab } from "./AudiencesTab";
import { ChannelsTab } from "./ChannelsTab";
import { MainTab } from "./MainTab";
import { PlanningTab } from "./PlanningTab";
import { type Tab, TABS } from "./rules";
import { SettingsTab } from "./SettingsTab";
import { useWizard } from "./useWizard";
import type { Values } from "./values";

interface Props {
  title: string;
  initial: Values;
  kept?: CampaignDetail;
}

export function Wizard({ title, initial, kept }: Props) {
  const { t } = useTranslation("campaigns");
  const wizard = useWizard(initial, kept);
  const { form, tab, reached } = wizard;
  const panels: Record<Tab, React.ReactNode> = {
    main: <MainTab form={form} onNeedsClips={wizard.setNeedsClips} locked={Boolean(kept)} />,
    audiences: <AudiencesTab form={form} />,
    channels: <ChannelsTab form={form} />,
    settings: <SettingsTab form={form} />,
    planning: <PlanningTab form={form} />,
  };
  const visible = TABS.slice(0, Math.max(2, reached + 1));
  return (
    <>
      <PageHeader
        title={title}
        back={
          <Anchor component="button" size="sm" onClick={wizard.toList}>
            <IconArrowLeft size={14} aria-hidden /> {t("title")}
          </Anchor>
        }
      />
      <Paper withBorder radius="md" maw={940}>
        <Tabs value={tab} onChange={(next) => next && wizard.go(next as Tab)} keepMounted={false}>
          <Tabs.List px="xs" style={{ flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" }}>
            {visible.map((one, index) => (
              <Tabs.Tab key={one} value={one} disabled={index > reached}>
                {t(`wizard.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {TABS.map((one) => (
            <Tabs.Panel key={one} value={one} p="md">
              {panels[one]}
            </Tabs.Panel>
          ))}
        </Tabs>
        {wizard.check && <Verdict check={wizard.check} onOpen={wizard.go} />}
        <Buttons wizard={wizard} />
      </Paper>
    </>
  );
}

function Buttons({ wizard }: { wizard: ReturnType<typeof useWizard> }) {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const mayStart = useMayStart();
  const last = wizard.tab === "planning";
  return (
    <Group justify="space-between" p="md" style={{ borderTop: "1px solid var(--line)" }} gap="xs">
      <Button variant="default" onClick={wizard.keep} loading={wizard.busy}>
        {kit("save")}
      </Button>
      <Group gap="xs">
        {mayStart && wizard.reached === TABS.length - 1 && (
          <Button
            variant={last ? "filled" : "light"}
            leftSection={<IconRocket size={16} />}
            onClick={wizard.start}
            loading={wizard.busy}
          >
            {t("saveAndStart")}
          </Button>
        )}
        {!last && (
          <Button rightSection={<IconArrowRight size={16} />} onClick={wizard.forward}>
            {t("next")}
          </Button>
        )}
      </Group>
    </Group>
  );
}

function Verdict({ check, onOpen }: { check: CampaignCheck; onOpen: (tab: Tab) => void }) {
  const { t } = useTranslation("campaigns");
  const language = useLanguage();
  if (!check.problems.length) return null;
  const from = format.money(check.estimate.low, language);
  const to = format.money(check.estimate.high, language);
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t("check.title")} mx="md" mb="md">
      {check.problems.map((problem) => (
        <Text key={`${problem.tab}${problem.field}${problem.code}`} size="sm">
          {TABS.includes(problem.tab as Tab) && (
            <Anchor component="button" size="sm" fw={600} onClick={() => onOpen(problem.tab as Tab)}>
              {t(`wizard.${problem.tab as Tab}`)}
            </Anchor>
          )}{" "}
          {problem.message}
        </Text>
      ))}
      <Text size="sm" c="dimmed" mt={6}>
        {t("check.estimate", { count: check.contacts, from, to })}
      </Text>
    </Alert>
  );
}
