// Things of the project to choose from: integrations, stop-lists, other flows.
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { useProject } from "../../kit/me";

interface Props<T> {
  value: T;
  onChange: (value: T) => void;
}

export function IntegrationSelect({ value, onChange }: Props<number | null>) {
  const { t } = useTranslation("flows");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/integrations", {
    params: { path: { project }, query: { per: 200 } },
  });
  return (
    <Select
      label={t("integration")}
      description={t("integrationHint")}
      searchable
      nothingFoundMessage={t("noIntegrations")}
      data={(data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
    />
  );
}

export function StopListSelect({ value, onChange }: Props<string>) {
  const { t } = useTranslation("flows");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/audiences", {
    params: { path: { project }, query: { kind: "stop", per: 200 } },
  });
  return (
    <Select
      label={t("stopList")}
      allowDeselect={false}
      data={[
        { value: "", label: t("accountStopList") },
        ...(data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
      ]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? "")}
    />
  );
}

export function FlowSelect({ value, onChange }: Props<number | null>) {
  const { t } = useTranslation("flows");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project }, query: { per: 200 } },
  });
  return (
    <Select
      label={t("gotoFlow")}
      searchable
      data={(data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
    />
  );
}
