import { Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { CampaignDetail } from "../../../kit/types";
import { useWord } from "../../../kit/words";
import { Count, Moment, Phone } from "../../../kit/Written";
import { CampaignState } from "../CampaignState";
import { SpeedField } from "../SpeedField";

export function GeneralBlock({ campaign }: { campaign: CampaignDetail }) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  const voice = campaign.channel === "voice";
  const rows: [string, ReactNode][] = [
    [t("general.status"), t(campaign.archived_at ? "general.archived" : "general.active")],
    [t("column.state"), <CampaignState state={campaign.state} reason={campaign.pause_reason} />],
    [t("field.channel"), word("channel", campaign.channel)],
    [t("column.speed"), <SpeedField campaign={campaign} />],
    ...(voice
      ? ([
          [t("field.flow"), campaign.flow?.name ?? "—"],
          [
            t("field.numbers"),
            campaign.numbers.length
              ? campaign.numbers.map(({ id, phone }) => (
                  <div key={id}>
                    <Phone digits={phone} />
                  </div>
                ))
              : word("routing", campaign.routing),
          ],
        ] as [string, ReactNode][])
      : ([
          [t("field.sender"), campaign.sender || t("smsSenderDefault")],
          [t("field.text"), campaign.text],
        ] as [string, ReactNode][])),
    [
      t("field.audiences"),
      campaign.audiences.map(({ id, name, contacts_count }) => (
        <div key={id}>
          {name} (<Count value={contacts_count} />)
        </div>
      )),
    ],
    [t("general.created"), <Moment at={campaign.created_at} />],
    [t("general.started"), <Moment at={campaign.started_at} empty={t("general.notStarted")} />],
    [t("general.finished"), <Moment at={campaign.finished_at} />],
  ];
  return (
    <Paper withBorder p="md" radius="md" h="100%">
      <Title order={2} size="h5">
        {t("general.title")}
      </Title>
      <dl className="card-lines">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}
