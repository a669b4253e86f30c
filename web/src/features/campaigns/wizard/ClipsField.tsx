// «Материалы голосовой рассылки»: the clips that are compared by even rotation.
import { Group, Input, NumberInput, Paper, Select, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { ClipButton } from "../../../kit/ClipButton";
import { api } from "../../../kit/client";
import { IconAction } from "../../../kit/IconAction";
import { useProject } from "../../../kit/me";
import type { Material } from "../../../kit/types";
import type { WizardForm } from "./useWizard";
import type { Clip } from "./values";

const AudioDialog = lazy(() => import("../../materials/AudioDialog"));
const SPOKEN = ["audio", "tts"];

export function ClipsField({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const [creating, setCreating] = useState(false);
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/materials", {
    params: { path: { project }, query: { archived: false, per: 200 } },
  });
  const { clips } = form.values;
  const free = (data?.items ?? []).filter(
    (one) => SPOKEN.includes(one.kind) && one.state === "active" && !clips.some(({ material }) => material === one.id),
  );
  const take = (chosen: Material | undefined) => {
    if (!chosen) return;
    form.setFieldValue("clips", [...clips, { material: chosen.id, name: chosen.name, start: 0 }]);
    form.clearFieldError("clips");
  };
  const change = (index: number, patch: Partial<Clip>) =>
    form.setFieldValue(
      "clips",
      clips.map((clip, at) => (at === index ? { ...clip, ...patch } : clip)),
    );
  const drop = (index: number) =>
    form.setFieldValue(
      "clips",
      clips.filter((_, at) => at !== index),
    );
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Select
          flex={1}
          label={t("field.clips")}
          description={t("field.clipsHint")}
          placeholder={free.length ? t("field.clipsChoose") : t("field.clipsNone")}
          withAsterisk
          searchable
          value={null}
          error={form.errors.clips}
          data={free.map((one) => ({ value: String(one.id), label: `${one.name} (id ${one.id})` }))}
          onChange={(id) => take(free.find((one) => String(one.id) === id))}
        />
        <IconAction
          label={t("field.clipsCreate")}
          icon={IconPlus}
          variant="default"
          size={36}
          onClick={() => setCreating(true)}
        />
      </Group>
      {clips.map((clip, index) => (
        <ClipRow
          key={clip.material}
          clip={clip}
          onStart={(start) => change(index, { start })}
          onDrop={() => drop(index)}
        />
      ))}
      {creating && (
        <Suspense fallback={null}>
          <AudioDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Stack>
  );
}

function ClipRow({ clip, onStart, onDrop }: { clip: Clip; onStart: (seconds: number) => void; onDrop: () => void }) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const { material, name, start } = clip;
  return (
    <Paper withBorder radius="md" px="sm" py={8}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm" flex={1} miw={180}>
          <ClipButton src={`/api/v1/projects/${project}/materials/${material}/audio`} />
          <Text size="sm" fw={500}>
            {name}{" "}
            <Text span c="dimmed" size="xs">
              id {material}
            </Text>
          </Text>
        </Group>
        <Group gap={6} wrap="nowrap">
          <Input.Label size="sm" htmlFor={`start-${material}`}>
            {t("field.recognitionStart")}
          </Input.Label>
          <NumberInput
            id={`start-${material}`}
            w={92}
            size="xs"
            min={0}
            suffix={t("secondsSuffix")}
            value={start}
            onChange={(value) => typeof value === "number" && onStart(value)}
          />
          <IconAction label={t("field.clipsDrop", { name })} icon={IconX} onClick={onDrop} />
        </Group>
      </Group>
    </Paper>
  );
}
