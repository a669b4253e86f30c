// What may be done to a campaign: the backend says which (`allowed`), here is how.
import { useTranslation } from "react-i18next";

import { ask, say } from "../../kit/ask";
import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Campaign } from "../../kit/types";

export const VERBS = ["start", "pause", "stop", "restart", "copy", "archive", "restore"] as const;
export type Verb = (typeof VERBS)[number];
type Known = Pick<Campaign, "id" | "name" | "state">;

const CONSENT = new Set<Verb>(["stop", "restart", "archive"]);

export function useVerbs() {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const deed = useDeed<unknown>("/campaigns", "/api/v1/balance");
  const path = (campaign: number) => ({ params: { path: { project, campaign_id: campaign } } });

  const perform = (verb: Verb, campaign: Known) =>
    deed.mutate({
      act: () => client.POST(`/api/v1/projects/{project}/campaigns/{campaign_id}/${verb}`, path(campaign.id)),
      then: () => say(t(`done.${verb}`, { name: campaign.name })),
    });
  const erase = (campaign: Known, then?: () => void) =>
    deed.mutate({
      act: () => client.DELETE("/api/v1/projects/{project}/campaigns/{campaign_id}", path(campaign.id)),
      then: () => {
        say(t("done.delete", { name: campaign.name }));
        then?.();
      },
    });
  const run = (verb: Verb, campaign: Known) => {
    const again = verb === "start" && campaign.state === "stopped";
    if (!CONSENT.has(verb) && !again) return perform(verb, campaign);
    const question = again ? "startAgain" : (verb as "stop" | "restart" | "archive");
    ask({
      title: t(`ask.${question}.title`, { name: campaign.name }),
      text: t(`ask.${question}.text`),
      confirm: t(`verb.${verb}`),
      danger: verb === "stop",
      onConfirm: () => perform(verb, campaign),
    });
  };
  const remove = (campaign: Known, then?: () => void) =>
    ask({
      title: t("ask.delete.title", { name: campaign.name }),
      text: t("ask.delete.text"),
      confirm: kit("delete"),
      danger: true,
      onConfirm: () => erase(campaign, then),
    });
  return { run, remove, busy: deed.isPending };
}
