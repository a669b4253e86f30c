import { Alert } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import "../texts";

import { api } from "../../../kit/client";
import { useProject } from "../../../kit/me";
import { Waiting } from "../../../kit/Waiting";
import { fromDetail } from "./values";
import { Wizard } from "./Wizard";

function NotEditable() {
  const { t } = useTranslation("campaigns");
  return <Alert color="gray">{t("notEditable")}</Alert>;
}

export default function EditCampaignPage() {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const campaign = Number((useParams({ strict: false }) as { campaign?: string }).campaign);
  const query = api.useQuery(
    "get",
    "/api/v1/projects/{project}/campaigns/{campaign_id}",
    { params: { path: { project, campaign_id: campaign } } },
    // What a person is editing must not be replaced under their hands.
    { staleTime: Infinity, refetchOnWindowFocus: false },
  );
  const { data } = query;
  if (!data) return <Waiting query={query} />;
  if (!data.allowed.includes("edit")) return <NotEditable />;
  return <Wizard key={data.id} title={t("edit", { name: data.name })} initial={fromDetail(data)} kept={data} />;
}
