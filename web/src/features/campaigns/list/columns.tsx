import { Anchor, Badge, Group, Text, Tooltip } from "@mantine/core";
import { IconMessage2, IconPhoneOutgoing } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../../kit/DataList";
import { useProject } from "../../../kit/me";
import type { Campaign } from "../../../kit/types";
import { useWord } from "../../../kit/words";
import { Count, Money, StackedMoment } from "../../../kit/Written";
import { CampaignState } from "../CampaignState";
import { ProgressBar } from "../ProgressBar";
import { RowActions } from "../RowActions";
import { SizeFigures } from "../SizeFigures";
import { SpeedField } from "../SpeedField";

function Name({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  const project = String(useProject());
  const Icon = campaign.channel === "sms" ? IconMessage2 : IconPhoneOutgoing;
  return (
    <div style={{ minWidth: 150 }} className="named">
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Tooltip label={word("channel", campaign.channel)} withArrow>
          <Icon size={16} aria-label={word("channel", campaign.channel)} style={{ flex: "none", marginTop: 2 }} />
        </Tooltip>
        <Anchor
          component={Link}
          to={`/p/${project}/campaigns/${campaign.id}` as never}
          fw={600}
          fz="sm"
          c="inherit"
          style={{ overflowWrap: "anywhere" }}
        >
          {campaign.name}
        </Anchor>
      </Group>
      <Badges campaign={campaign} />
      {campaign.user_comment && (
        <Text size="xs" c="dimmed" lineClamp={2}>
          {campaign.user_comment}
        </Text>
      )}
      {campaign.system_comment && (
        <Text size="xs" c="var(--mantine-color-error)" lineClamp={3}>
          {t("systemSays", { text: campaign.system_comment })}
        </Text>
      )}
    </div>
  );
}

function Badges({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  if (!campaign.badges.length && !campaign.restarts) return null;
  const look = { size: "sm", variant: "light", tt: "none", fw: 500 } as const;
  return (
    <Group gap={4} mt={4}>
      {campaign.badges.map((code) => (
        <Badge key={code} color="gray" {...look}>
          {word("badge", code)}
        </Badge>
      ))}
      {campaign.restarts > 0 && (
        <Badge color="blue" {...look}>
          {t("restarts", { count: campaign.restarts })}
        </Badge>
      )}
    </Group>
  );
}

function Spent({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  // With no leads yet the price equals what was spent; it is shown pale, as the manual's screens do.
  const price = campaign.cost_per_lead ?? campaign.cost;
  const tip = campaign.cost_per_lead ? t("pricePerLead") : t("noLeadsYet");
  return (
    <div className="nowrap">
      <Money amount={campaign.cost} />
      <Tooltip label={tip} withArrow>
        <Text size="xs" component="div" c={campaign.cost_per_lead ? undefined : "dimmed"}>
          <Money amount={price} dimmed={!campaign.cost_per_lead} />
        </Text>
      </Tooltip>
    </div>
  );
}

export function useColumns(): Column<Campaign>[] {
  const { t } = useTranslation("campaigns");
  return useMemo(
    () => [
      { key: "id", title: t("column.id"), width: 46, card: "line", render: (row) => row.id },
      {
        key: "created_at",
        title: t("column.date"),
        width: 84,
        render: (row) => <StackedMoment at={row.created_at} />,
      },
      { key: "name", title: t("column.name"), card: "head", render: (row) => <Name campaign={row} /> },
      {
        key: "state",
        title: t("column.state"),
        width: 132,
        render: (row) => <CampaignState state={row.state} reason={row.pause_reason} />,
      },
      {
        key: "progress",
        title: t("column.progress"),
        width: 124,
        card: "foot",
        render: (row) => <ProgressBar campaign={row} />,
      },
      { key: "size", title: t("column.size"), width: 146, render: (row) => <SizeFigures size={row.size} /> },
      { key: "speed", title: t("column.speed"), width: 100, render: (row) => <SpeedField campaign={row} /> },
      {
        key: "lead_count",
        title: t("column.leads"),
        width: 52,
        align: "right",
        render: (row) => <Count value={row.lead_count} />,
      },
      {
        key: "cost",
        title: t("column.spentPrice"),
        width: 100,
        align: "right",
        render: (row) => <Spent campaign={row} />,
      },
      {
        key: "actions",
        title: t("column.actions"),
        width: 98,
        card: "corner",
        align: "right",
        render: (row) => <RowActions campaign={row} />,
      },
    ],
    [t],
  );
}
