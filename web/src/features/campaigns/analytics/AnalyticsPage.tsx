// «Аналитика рассылки»: what came of it, call by call, clip by clip, run by run.
import { Anchor, Group, Tabs } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import "../texts";

import { useAddress } from "../../../kit/address";
import { api } from "../../../kit/client";
import { useProject } from "../../../kit/me";
import { PageHeader } from "../../../kit/PageHeader";
import type { CampaignDetail } from "../../../kit/types";
import { Waiting } from "../../../kit/Waiting";
import { CampaignState } from "../CampaignState";
import { RowActions } from "../RowActions";
import { CallsTab } from "./CallsTab";
import { HistoryTab } from "./HistoryTab";
import { MaterialsTab } from "./MaterialsTab";
import { MessagesTab } from "./MessagesTab";
import { OverviewTab } from "./OverviewTab";

const TABS = ["overview", "calls", "messages", "materials", "history"] as const;
type TabName = (typeof TABS)[number];

export default function AnalyticsPage() {
  const project = useProject();
  const campaign = Number((useParams({ strict: false }) as { campaign?: string }).campaign);
  const query = api.useQuery("get", "/api/v1/projects/{project}/campaigns/{campaign_id}", {
    params: { path: { project, campaign_id: campaign } },
  });
  const { data } = query;
  if (!data || data.id !== campaign) return <Waiting query={query} />;
  return <Analytics campaign={data} />;
}

function Analytics({ campaign }: { campaign: CampaignDetail }) {
  const { t } = useTranslation("campaigns");
  const project = String(useProject());
  const address = useAddress();
  const voice = campaign.channel === "voice";
  const shown = TABS.filter((tab) => voice || (tab !== "calls" && tab !== "materials"));
  const tab = shown.find((one) => one === address.get("tab")) ?? "overview";
  const panels: Record<TabName, React.ReactNode> = {
    overview: <OverviewTab campaign={campaign} />,
    calls: <CallsTab campaign={campaign.id} />,
    messages: <MessagesTab campaign={campaign.id} />,
    materials: <MaterialsTab campaign={campaign.id} />,
    history: <HistoryTab campaign={campaign} />,
  };
  return (
    <>
      <PageHeader
        title={campaign.name}
        back={
          <Anchor component={Link} to={`/p/${project}/campaigns` as never} size="sm">
            <IconArrowLeft size={14} aria-hidden /> {t("title")}
          </Anchor>
        }
        hint={
          <Group gap="sm">
            <span>id {campaign.id}</span>
            <CampaignState state={campaign.state} reason={campaign.pause_reason} />
          </Group>
        }
        actions={<RowActions campaign={campaign} own />}
      />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          // Filters of one tab mean nothing on another.
          address.change({
            tab: next === "overview" ? undefined : (next ?? undefined),
            result: undefined,
            direction: undefined,
            phone: undefined,
            status: undefined,
          })
        }
      >
        <Tabs.List mb="sm" style={{ flexWrap: "nowrap", overflowX: "auto", overflowY: "hidden" }}>
          {shown.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`analytics.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {panels[one]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
