// Calls per hour, changed in place; a running campaign takes the new speed without a restart.
import { Button, Group, NumberInput, Popover, Slider, Stack, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import * as format from "../../kit/format";
import { useLanguage, useMayEdit, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Campaign } from "../../kit/types";
import { speedIsEditable } from "./states";

export const SLOWEST = 100;
export const FASTEST = 36_000;
type Shown = Pick<Campaign, "id" | "state" | "archived_at" | "speed_per_hour" | "speed_now" | "channel">;

export function SpeedField({ campaign }: { campaign: Shown }) {
  const { t } = useTranslation("campaigns");
  const language = useLanguage();
  const mayEdit = useMayEdit();
  const [open, setOpen] = useState(false);
  const words = `${format.count(campaign.speed_per_hour, language)} ${t(`perHour.${campaign.channel === "sms" ? "sms" : "voice"}`)}`;
  const now = campaign.state === "running" && (
    <Text size="xs" c="dimmed" className="figures nowrap">
      {t("speedNow", { speed: format.count(campaign.speed_now, language) })}
    </Text>
  );
  if (!mayEdit || !speedIsEditable(campaign.state, Boolean(campaign.archived_at)))
    return <Text size="sm" className="figures" children={words} />;
  return (
    <Popover opened={open} onChange={setOpen} width={280} shadow="md" trapFocus withArrow>
      <Popover.Target>
        <UnstyledButton onClick={() => setOpen(!open)} aria-label={t("speedChange", { speed: words })}>
          <Group gap={4} wrap="nowrap">
            <Text size="sm" className="figures nowrap" td="underline dotted">
              {words}
            </Text>
          </Group>
          {now}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <SpeedForm campaign={campaign} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SpeedForm({ campaign, onDone }: { campaign: Shown; onDone: () => void }) {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const [speed, setSpeed] = useState(campaign.speed_per_hour);
  const deed = useDeed("/campaigns");
  const save = () =>
    deed.mutate({
      act: () =>
        client.PATCH("/api/v1/projects/{project}/campaigns/{campaign_id}", {
          params: { path: { project, campaign_id: campaign.id } },
          body: { speed_per_hour: speed },
        }),
      then: onDone,
    });
  return (
    <Stack gap="sm">
      <SpeedInputs value={speed} onChange={setSpeed} label={t("column.speed")} />
      <Button size="xs" onClick={save} loading={deed.isPending}>
        {kit("save")}
      </Button>
    </Stack>
  );
}

export function SpeedInputs({
  value,
  onChange,
  label,
}: {
  value: number;
  onChange: (v: number) => void;
  label: string;
}) {
  const { t } = useTranslation("campaigns");
  return (
    <>
      <NumberInput
        label={label}
        description={t("speedHint")}
        min={SLOWEST}
        max={FASTEST}
        step={100}
        thousandSeparator=" "
        clampBehavior="blur"
        value={value}
        onChange={(next) => typeof next === "number" && onChange(next)}
      />
      <Slider
        min={SLOWEST}
        max={FASTEST}
        step={100}
        value={Math.min(FASTEST, Math.max(SLOWEST, value))}
        onChange={onChange}
        thumbLabel={label}
        label={null}
      />
    </>
  );
}
