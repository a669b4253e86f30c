import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { useProject } from "../../kit/me";
import type { Clip } from "./menu";

interface Props {
  label: string;
  description?: string;
  value: Clip | null;
  onChange: (clip: Clip | null) => void;
  clearable?: boolean;
  placeholder?: string;
  /** Only clips of the project, not the campaign's. */
  ofProject?: boolean;
}

const SPOKEN = ["audio", "tts"];

/** A clip of the project, or whichever the campaign brings. */
export function ClipSelect({ value, onChange, clearable, placeholder, ofProject, ...rest }: Props) {
  const { t } = useTranslation("flows");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/materials", {
    params: { path: { project }, query: { archived: false, per: 200 } },
  });
  const clips = (data?.items ?? []).filter(({ kind, state }) => SPOKEN.includes(kind) && state === "active");
  return (
    <Select
      {...rest}
      searchable
      clearable={clearable}
      allowDeselect={Boolean(clearable)}
      placeholder={placeholder ?? (clearable ? t("noClip") : undefined)}
      data={[
        ...(ofProject ? [] : [{ value: "campaign", label: t("campaignClip") }]),
        ...clips.map(({ id, name }) => ({ value: String(id), label: `${name} (id ${id})` })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
