import { Checkbox, Divider, NumberInput, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { SpeedInputs } from "../SpeedField";
import type { WizardForm } from "./useWizard";

export function SettingsTab({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const voice = form.values.channel === "voice";
  return (
    <Stack gap="sm">
      <Divider label={t("section.limits")} labelPosition="left" />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NumberInput
          label={t("field.leadLimit")}
          description={t("field.limitHint")}
          min={0}
          allowDecimal={false}
          {...form.getInputProps("leadLimit")}
        />
        <TextInput
          label={t("field.spendLimit")}
          description={t("field.limitHint")}
          inputMode="decimal"
          placeholder="0"
          rightSection="₽"
          {...form.getInputProps("spendLimit")}
        />
      </SimpleGrid>
      <Divider label={t("section.speed")} labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" style={{ alignItems: "end" }}>
        <SpeedInputs
          label={t(voice ? "field.speed" : "field.speedSms")}
          value={form.values.speed}
          onChange={(speed) => form.setFieldValue("speed", speed)}
        />
      </SimpleGrid>
      {voice && <VoiceSettings form={form} />}
    </Stack>
  );
}

function MachineAction({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const action = form.values.machineAction;
  return (
    <Select
      ml="xl"
      maw={420}
      label={t("field.machineAction")}
      description={t(`machineActionHint.${action}`)}
      allowDeselect={false}
      data={(["hang_up", "after_beep", "play", "as_person"] as const).map((value) => ({
        value,
        label: t(`machineAction.${value}`),
      }))}
      {...form.getInputProps("machineAction")}
    />
  );
}

function VoiceSettings({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const seconds = { allowDecimal: false, suffix: t("secondsSuffix") } as const;
  const tick = (field: "declined" | "refusalAgain" | "record" | "machines" | "silence", hint: string) => (
    <Checkbox label={t(`field.${field}`)} description={hint} {...form.getInputProps(field, { type: "checkbox" })} />
  );
  return (
    <>
      <Divider label={t("section.call")} labelPosition="left" mt="xs" />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NumberInput
          label={t("field.answerWait")}
          min={5}
          max={60}
          {...seconds}
          {...form.getInputProps("answerWait")}
        />
        <NumberInput
          label={t("field.actionWait")}
          min={1}
          max={60}
          {...seconds}
          {...form.getInputProps("actionWait")}
        />
      </SimpleGrid>
      <Checkbox
        mt="xs"
        label={t("field.redial")}
        description={t("field.redialHint")}
        {...form.getInputProps("redial", { type: "checkbox" })}
      />
      {form.values.redial && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <NumberInput
            label={t("field.redialAttempts")}
            description={t("field.redialAttemptsHint")}
            min={1}
            max={3}
            {...form.getInputProps("redialAttempts")}
          />
          <NumberInput
            label={t("field.redialInterval")}
            description={t("field.redialIntervalHint")}
            min={60}
            max={1200}
            {...seconds}
            {...form.getInputProps("redialInterval")}
          />
        </SimpleGrid>
      )}
      {form.values.redial && tick("declined", t("field.declinedHint"))}
      {form.values.redial && tick("refusalAgain", t("field.refusalAgainHint"))}
      {tick("record", t("field.recordHint"))}
      {tick("machines", t("field.machinesHint"))}
      {form.values.machines && <MachineAction form={form} />}
      {tick("silence", t("field.silenceHint"))}
    </>
  );
}
