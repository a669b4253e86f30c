// The fields of a trunk: the connection, the calls, the safety.
import {
  Group,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { CALLER_FORMS, CODECS, SRTP, TRANSPORTS, type Trunk } from "./kinds";
import type { Values } from "./TrunkDrawer";

type Form = UseFormReturnType<Values>;

export function ConnectionFields({ form, hasPassword }: { form: Form; hasPassword: boolean }) {
  const { t } = useTranslation("trunks");
  const box = (name: "enabled" | "registers" | "asks") => form.getInputProps(name, { type: "checkbox" });
  return (
    <Stack gap="sm">
      <TextInput label={t("form.name")} description={t("form.nameHint")} withAsterisk {...form.getInputProps("name")} />
      <Group grow align="flex-start">
        <Select
          label={t("form.transport")}
          allowDeselect={false}
          data={TRANSPORTS.map((value) => ({ value, label: value.toUpperCase() }))}
          {...form.getInputProps("transport")}
        />
        <NumberInput
          label={t("form.port")}
          description={t("form.portHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={0}
          max={65535}
          {...form.getInputProps("port")}
        />
      </Group>
      <TextInput label={t("form.host")} withAsterisk {...form.getInputProps("host")} />
      <TextInput label={t("form.user")} autoComplete="off" {...form.getInputProps("user")} />
      <PasswordInput
        label={t("form.password")}
        description={hasPassword ? t("form.passwordKept") : undefined}
        autoComplete="new-password"
        {...form.getInputProps("password")}
      />
      <TextInput label={t("form.from_domain")} {...form.getInputProps("from_domain")} />
      <Switch label={t("form.registers")} {...box("registers")} />
      <Switch label={t("form.asks")} {...box("asks")} />
      <Switch label={t("form.enabled")} {...box("enabled")} />
    </Stack>
  );
}

export function CallFields({ form }: { form: Form }) {
  const { t } = useTranslation("trunks");
  const number = (name: "channels" | "starts_per_second" | "priority" | "weight", hint: string) => (
    <NumberInput label={t(`form.${name}`)} description={hint} min={0} {...form.getInputProps(name)} />
  );
  return (
    <Stack gap="sm">
      <TagsInput label={t("form.prefixes")} description={t("form.prefixesHint")} {...form.getInputProps("prefixes")} />
      <Select
        label={t("form.caller_form")}
        allowDeselect={false}
        data={CALLER_FORMS.map((value) => ({ value, label: t(`callerForm.${value}`) }))}
        {...form.getInputProps("caller_form")}
      />
      <Switch label={t("form.asserted_identity")} {...form.getInputProps("asserted_identity", { type: "checkbox" })} />
      <Group grow align="flex-start">
        {number("channels", t("form.noLimit"))}
        {number("starts_per_second", t("form.noLimit"))}
      </Group>
      <Group grow align="flex-start">
        {number("priority", t("form.priorityHint"))}
        {number("weight", t("form.weightHint"))}
      </Group>
      <MultiSelect label={t("form.codecs")} data={CODECS} {...form.getInputProps("codecs")} />
    </Stack>
  );
}

export function SafetyFields({ form, trunk }: { form: Form; trunk?: Trunk }) {
  const { t } = useTranslation("trunks");
  return (
    <Stack gap="sm">
      <Select
        label={t("form.srtp")}
        allowDeselect={false}
        data={SRTP.map((value) => ({ value, label: t(`srtp.${value}`) }))}
        {...form.getInputProps("srtp")}
      />
      <Textarea
        label={t("form.ca")}
        description={t(trunk?.has_ca ? "form.kept" : "form.caHint")}
        rows={4}
        {...form.getInputProps("ca")}
      />
      <Textarea
        label={t("form.identity")}
        description={trunk?.has_identity ? t("form.kept") : undefined}
        rows={4}
        {...form.getInputProps("identity")}
      />
      <TextInput
        label={t("form.server_name")}
        description={t("form.serverNameHint")}
        {...form.getInputProps("server_name")}
      />
      <Switch label={t("form.verify")} {...form.getInputProps("verify", { type: "checkbox" })} />
    </Stack>
  );
}
