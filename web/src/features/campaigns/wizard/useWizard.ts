// Moves through the tabs, saves, checks at the backend and starts.
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../../kit/ask";
import { client } from "../../../kit/client";
import { fieldErrors } from "../../../kit/errors";
import * as format from "../../../kit/format";
import { useProject } from "../../../kit/me";
import { useDeed } from "../../../kit/refresh";
import type { CampaignCheck, CampaignDetail } from "../../../kit/types";
import { type Fault, type Faults, faultsOf, firstFaulty, type Tab, TABS } from "./rules";
import { toBody, type Values } from "./values";

export type WizardForm = UseFormReturnType<Values>;

const FIELDS: Record<string, keyof Values> = {
  materials: "clips",
  stop_audiences: "stopAudiences",
  lead_limit: "leadLimit",
  spend_limit: "spendLimit",
  answer_wait_seconds: "answerWait",
  action_wait_seconds: "actionWait",
  redial_attempts: "redialAttempts",
  redial_interval_seconds: "redialInterval",
  speed_per_hour: "speed",
  start_at: "day",
  window: "to",
  time_zone: "zone",
};

const own = (field: string) => FIELDS[field] ?? (field as keyof Values);

async function save(project: number, values: Values, id: number | undefined): Promise<number> {
  const body = toBody(values);
  const path = "/api/v1/projects/{project}/campaigns" as const;
  if (id === undefined) return (await client.POST(path, { params: { path: { project } }, body })).data!.id;
  await client.PATCH(`${path}/{campaign_id}`, { params: { path: { project, campaign_id: id } }, body });
  return id;
}

export function useWizard(initial: Values, kept: CampaignDetail | undefined) {
  const { t } = useTranslation("campaigns");
  const form = useForm<Values>({ initialValues: initial });
  const project = useProject();
  const navigate = useNavigate();
  const [tab, setTab] = useState<Tab>("main");
  const [reached, setReached] = useState(kept ? TABS.length - 1 : 0);
  const [id, setId] = useState(kept?.id);
  const [needsClips, setNeedsClips] = useState(false);
  const [check, setCheck] = useState<CampaignCheck>();
  const deed = useDeed<unknown>("/campaigns");

  const circumstances = { needsClips, today: format.today(form.values.zone) };
  const words = (faults: Faults) =>
    Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, t(`fault.${fault as Fault}`)]));
  const passes = (which: Tab) => {
    const faults = faultsOf(which, form.values, circumstances);
    form.setErrors(words(faults));
    return Object.keys(faults).length === 0;
  };
  const go = (next: Tab) => {
    setTab(next);
    setReached((far) => Math.max(far, TABS.indexOf(next)));
  };
  const forward = () => {
    const next = TABS[TABS.indexOf(tab) + 1];
    if (passes(tab) && next) go(next);
  };
  const refused = (error: unknown) => {
    form.setErrors(Object.fromEntries(Object.entries(fieldErrors(error)).map(([field, text]) => [own(field), text])));
  };
  const toList = () => void navigate({ to: "/p/$project/campaigns", params: { project: String(project) } });

  const store = async () => {
    const stored = await save(project, form.values, id);
    setId(stored);
    return stored;
  };
  const keep = () => {
    if (!form.values.name.trim()) return void (setTab("main"), passes("main"));
    deed.mutate(
      {
        act: store,
        then: () => {
          say(t("savedDraft", { name: form.values.name }));
          toList();
        },
      },
      { onError: refused },
    );
  };
  const launch = async () => {
    const campaign = await store();
    const path = { params: { path: { project, campaign_id: campaign } } };
    const verdict = (await client.POST("/api/v1/projects/{project}/campaigns/{campaign_id}/check", path)).data!;
    setCheck(verdict);
    if (verdict.problems.length) return false;
    await client.POST("/api/v1/projects/{project}/campaigns/{campaign_id}/start", path);
    return true;
  };
  const start = () => {
    const faulty = firstFaulty(form.values, circumstances);
    if (faulty) return void (go(faulty), passes(faulty));
    deed.mutate(
      {
        act: launch,
        then: (started) => {
          if (!started) return;
          say(t("done.start", { name: form.values.name }));
          toList();
        },
      },
      { onError: refused },
    );
  };
  return { form, tab, go, reached, forward, keep, start, check, setNeedsClips, busy: deed.isPending, toList };
}
