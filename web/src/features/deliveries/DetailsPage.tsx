// «Детализация»: every call and message of the project, one by one.
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress, writeSearch } from "../../kit/address";
import { api } from "../../kit/client";
import { Downloads } from "../../kit/Downloads";
import { useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { CallFilters, CallsTable, useCallFilters } from "./CallsTable";
import { MessageFilters, MessagesTable, useMessageFilters } from "./MessagesTable";

/** Filters that the other tab does not know, or knows by other values. */
const TAB_KEYS = ["campaign", "result", "status", "direction", "type", "text"];

export default function DetailsPage() {
  const { t } = useTranslation("deliveries");
  const address = useAddress();
  const tab = address.get("tab") === "sms" ? "sms" : "calls";
  const open = (next: string | null) =>
    address.change({
      tab: next === "sms" ? "sms" : undefined,
      ...Object.fromEntries(TAB_KEYS.map((key) => [key, undefined])),
    });
  return (
    <>
      <PageHeader title={t("title")} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="calls">{t("calls")}</Tabs.Tab>
          <Tabs.Tab value="sms">SMS</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="calls">
          <Calls />
        </Tabs.Panel>
        <Tabs.Panel value="sms">
          <Messages />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Calls() {
  const project = useProject();
  const filters = useCallFilters(["from", "to", "phone", "campaign", "result", "status", "direction"]);
  const { address, asked } = filters;
  const query = api.useQuery("get", "/api/v1/projects/{project}/calls", {
    params: { path: { project }, query: { ...asked, page: address.page, per: address.per } },
  });
  const { t } = useTranslation("deliveries");
  const root = `/api/v1/projects/${project}/calls`;
  const recordings = { label: t("recordings"), path: `${root}/recordings${writeSearch(asked)}` };
  return (
    <>
      <CallFilters
        filters={filters}
        fields={["period", "phone", "campaign", "result", "status", "direction"]}
        beside={<Downloads path={`${root}/download${writeSearch(asked)}`} more={recordings} />}
      />
      <CallsTable query={query} filters={filters} withCampaign />
    </>
  );
}

function Messages() {
  const project = useProject();
  const filters = useMessageFilters(["from", "to", "type", "status", "text", "phone"]);
  const { address, asked } = filters;
  const query = api.useQuery("get", "/api/v1/projects/{project}/messages", {
    params: { path: { project }, query: { ...asked, page: address.page, per: address.per } },
  });
  const path = `/api/v1/projects/${project}/messages/download${writeSearch(asked)}`;
  return (
    <>
      <MessageFilters
        filters={filters}
        fields={["period", "type", "status", "text", "phone"]}
        beside={<Downloads path={path} />}
      />
      <MessagesTable query={query} filters={filters} withCampaign />
    </>
  );
}
