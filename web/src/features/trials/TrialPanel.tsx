// «Проверить сценарий»: the robot calls the person who edits the flow, and what happens is told as it happens.
import { Button, Group, Paper, Select, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPhoneCall } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { api, client } from "../../kit/client";
import * as format from "../../kit/format";
import { useMayStart, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Answer } from "../../kit/types";
import { ProofDialog } from "./ProofDialog";
import { TrialResult } from "./TrialResult";

export type Trial = Answer<"/api/v1/projects/{project}/trials/{trial_id}">;

interface Props {
  flow: number;
  document: unknown;
}

export function TrialPanel({ flow, document }: Props) {
  const { t } = useTranslation("trials");
  const project = useProject();
  const [clip, setClip] = useState<string | null>(null);
  const [proving, { open, close }] = useDisclosure(false);
  const mine = api.useQuery("get", "/api/v1/me/phone");
  const deed = useDeed<{ data?: Trial }>("/balance", "/calls");
  const wantsClip = JSON.stringify(document).includes('"material":"campaign"');
  const phone = mine.data?.phone ?? "";
  const call = () =>
    deed.mutate({
      act: () =>
        client.POST("/api/v1/projects/{project}/flows/{flow_id}/trials", {
          params: { path: { project, flow_id: flow } },
          body: { document: document as never, materials: wantsClip && clip ? [Number(clip)] : [] },
        }),
    });
  const begun = deed.data?.data;
  if (!useMayStart()) return null;
  return (
    <Paper withBorder radius="md" p="md" component="section" aria-label={t("title")}>
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4">
          {t("title")}
        </Title>
        <Text size="sm" c="dimmed">
          {t("hint")}
        </Text>
        {wantsClip && <ClipOfCampaign value={clip} onChange={setClip} />}
        <Group gap="sm">
          {phone && (
            <Button
              leftSection={<IconPhoneCall size={16} />}
              onClick={call}
              loading={deed.isPending}
              disabled={wantsClip && !clip}
            >
              {t(begun ? "again" : "call")}
            </Button>
          )}
          <Text size="sm">{phone ? t("phone", { phone: format.phone(phone) }) : mine.data && t("noPhone")}</Text>
          <Button variant={phone ? "subtle" : "light"} onClick={open}>
            {t(phone ? "change" : "prove")}
          </Button>
        </Group>
        {begun && <TrialResult key={begun.id} id={begun.id} />}
      </Stack>
      {proving && <ProofDialog onClose={close} />}
    </Paper>
  );
}

function ClipOfCampaign({ value, onChange }: { value: string | null; onChange: (clip: string | null) => void }) {
  const { t } = useTranslation("trials");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/materials", {
    params: { path: { project }, query: { archived: false, per: 200 } },
  });
  const clips = (data?.items ?? []).filter(({ kind, state }) => kind !== "text" && state === "active");
  return (
    <Select
      label={t("clip")}
      searchable
      withAsterisk
      data={clips.map(({ id, name }) => ({ value: String(id), label: `${name} (id ${id})` }))}
      value={value}
      onChange={onChange}
    />
  );
}
