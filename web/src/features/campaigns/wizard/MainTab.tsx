import { Select, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../../kit/client";
import { useProject } from "../../../kit/me";
import { MessageField } from "../../../kit/MessageField";
import { useWord } from "../../../kit/words";
import { ClipsField } from "./ClipsField";
import type { WizardForm } from "./useWizard";

interface Props {
  form: WizardForm;
  onNeedsClips: (needs: boolean) => void;
  /** The channel of a campaign is chosen once. */
  locked: boolean;
}

export function MainTab({ form, onNeedsClips, locked }: Props) {
  const { t } = useTranslation("campaigns");
  const word = useWord("campaigns");
  return (
    <Stack gap="md">
      <div>
        <Text size="sm" fw={500} mb={4} id="channel-label">
          {t("field.channel")}
        </Text>
        <SegmentedControl
          aria-labelledby="channel-label"
          disabled={locked}
          data={["voice", "sms"].map((value) => ({ value, label: word("channel", value) }))}
          {...form.getInputProps("channel")}
        />
      </div>
      <TextInput label={t("field.name")} withAsterisk maxLength={255} {...form.getInputProps("name")} />
      {form.values.channel === "sms" ? (
        <>
          <TextInput
            label={t("field.sender")}
            description={t("field.senderHint")}
            maxLength={11}
            {...form.getInputProps("sender")}
          />
          <MessageField label={t("field.text")} withAsterisk {...form.getInputProps("text")} />
        </>
      ) : (
        <VoiceFields form={form} onNeedsClips={onNeedsClips} />
      )}
    </Stack>
  );
}

/** Whether any card of the document plays the campaign's own clips. */
export function playsOwnClips(document: unknown): boolean {
  const nodes =
    (document as { nodes?: Record<string, { cards?: { do?: string; material?: unknown }[] }> })?.nodes ?? {};
  return Object.values(nodes).some((node) =>
    (node.cards ?? []).some((card) => card.do === "play" && card.material === "campaign"),
  );
}

function VoiceFields({ form, onNeedsClips }: Omit<Props, "locked">) {
  const { t } = useTranslation("campaigns");
  const project = useProject();
  const { data: flows } = api.useQuery("get", "/api/v1/projects/{project}/flows", {
    params: { path: { project }, query: { archived: false, per: 200 } },
  });
  const chosen = form.values.flow;
  const { data: flow } = api.useQuery(
    "get",
    "/api/v1/projects/{project}/flows/{flow_id}",
    { params: { path: { project, flow_id: Number(chosen) } } },
    { enabled: Boolean(chosen) },
  );
  const needs = chosen && flow && String(flow.id) === chosen ? playsOwnClips(flow.document) : true;
  useEffect(() => onNeedsClips(needs), [needs, onNeedsClips]);
  useEffect(() => {
    const ready = flows?.items.find((one) => one.is_system);
    if (!form.values.flow && ready) form.setFieldValue("flow", String(ready.id));
  }, [flows]);
  const options = (flows?.items ?? []).map((one) => ({
    value: String(one.id),
    label: one.problems.length ? t("flowWithProblems", { name: one.name }) : one.name,
    disabled: one.problems.length > 0,
  }));
  return (
    <>
      <Select
        label={t("field.flow")}
        description={t("field.flowHint")}
        withAsterisk
        searchable
        allowDeselect={false}
        data={options}
        {...form.getInputProps("flow")}
      />
      {needs && <ClipsField form={form} />}
    </>
  );
}
