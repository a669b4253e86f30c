// How the trial goes, asked again while it goes on.
import { Loader, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { useProject } from "../../kit/me";
import { StateBadge } from "../../kit/StateBadge";
import { useWord } from "../../kit/words";
import { Money, Phone } from "../../kit/Written";

const TONES = { waiting: "calm", dialling: "busy", answered: "accent", ended: "good" } as const;
const ASK_AGAIN_MS = 1_500;

export function TrialResult({ id }: { id: number }) {
  const { t } = useTranslation("trials");
  const word = useWord("trials");
  const project = useProject();
  const { data } = api.useQuery(
    "get",
    "/api/v1/projects/{project}/trials/{trial_id}",
    { params: { path: { project, trial_id: id } } },
    { refetchInterval: (query) => (query.state.data?.stage === "ended" ? false : ASK_AGAIN_MS) },
  );
  if (!data) return <Loader size="sm" />;
  const ended = data.stage === "ended";
  const failed = ended && data.outcome !== "answered";
  const rows: [string, ReactNode][] = [
    [t("result.outcome"), data.outcome ? word("outcome", data.outcome) : t("notMade")],
    [t("result.talk"), t("result.seconds", { count: Math.round(data.talk_seconds) })],
    [t("result.path"), data.path.join(" → ") || "—"],
    [t("result.keys"), data.digits || "—"],
    [t("result.heard"), data.heard.join(", ") || "—"],
    [t("result.cost"), <Money amount={data.cost} />],
  ];
  if (data.transferred_to) rows.splice(5, 0, [t("result.transferred"), <Phone digits={data.transferred_to} />]);
  return (
    <Stack gap="xs" w="100%" role="status">
      <StateBadge tone={failed ? "bad" : TONES[data.stage]} live={!ended}>
        {t(`stage.${data.stage}`)}
      </StateBadge>
      {ended && (
        <dl className="card-lines">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Stack>
  );
}
