import { Alert, Button, Group, SegmentedControl, Select, Stack, Switch, Tabs, Text } from "@mantine/core";
import { Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { fieldErrors } from "../../kit/errors";
import { useMayEdit, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { type IntegrationBody, type IntegrationDetail, VARIABLES } from "./kinds";
import { Pairs } from "./Pairs";
import { TryOut } from "./TryOut";

export interface Values {
  name: string;
  method: "POST" | "GET";
  body_type: "formdata" | "json" | "urlencoded";
  url: string;
  auth: boolean;
  login: string;
  password: string;
  headers: { name: string; value: string }[];
  params: { name: string; value: string }[];
  body: string;
  secret: string;
}

function valuesOf(row?: IntegrationDetail): Values {
  return {
    name: row?.name ?? "",
    method: (row?.method ?? "POST") as Values["method"],
    body_type: (row?.body_type ?? "formdata") as Values["body_type"],
    url: row?.url ?? "",
    auth: Boolean(row?.login),
    login: row?.login ?? "",
    password: "",
    headers: (row?.headers ?? []).map(({ name, value }) => ({ name, value: value ?? "" })),
    params: (row?.params ?? []).map(({ name, value }) => ({ name, value: value ?? "" })),
    body: row?.body ?? "",
    secret: row?.secret ?? "",
  };
}

function bodyOf({ auth, password, secret, ...values }: Values): IntegrationBody {
  return {
    ...values,
    login: auth ? values.login : "",
    ...(auth && password ? { password } : {}),
    ...(secret ? { secret } : {}),
  };
}

export function IntegrationForm({ row, onClose }: { row?: IntegrationDetail; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const mayEdit = useMayEdit();
  const deed = useDeed<{ data?: IntegrationDetail }>("/integrations");
  const form = useForm<Values>({
    initialValues: valuesOf(row),
    validate: {
      name: (value) => (value.trim() ? null : kit("required")),
      url: (value) => (value.trim() ? null : kit("required")),
    },
  });
  const path = { project, integration_id: row?.id ?? 0 };
  const save = form.onSubmit((values) => {
    const body = bodyOf(values);
    const act = () =>
      row
        ? client.PUT("/api/v1/projects/{project}/integrations/{integration_id}", { params: { path }, body })
        : client.POST("/api/v1/projects/{project}/integrations", { params: { path: { project } }, body });
    deed.mutate(
      {
        act,
        then: ({ data }) => {
          say(kit("saved"));
          form.resetDirty();
          if (!data?.warnings.length) onClose();
        },
      },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    );
  });
  const warnings = deed.data?.data?.warnings ?? row?.warnings ?? [];
  return (
    <form onSubmit={save}>
      <fieldset disabled={!mayEdit} className="bare">
        <Stack gap="sm">
          <Tabs defaultValue="main" keepMounted>
            <Tabs.List mb="sm">
              <Tabs.Tab value="main">{t("form.main")}</Tabs.Tab>
              <Tabs.Tab value="headers">{t("form.headers")}</Tabs.Tab>
              <Tabs.Tab value="params">{t("form.params")}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="main">
              <Main form={form} hasPassword={row?.has_password ?? false} />
            </Tabs.Panel>
            <Tabs.Panel value="headers">
              <Pairs form={form} list="headers" />
            </Tabs.Panel>
            <Tabs.Panel value="params">
              <Pairs form={form} list="params" />
            </Tabs.Panel>
          </Tabs>
          {warnings.map((warning) => (
            <Alert key={warning} color="yellow">
              {warning}
            </Alert>
          ))}
          <Text size="xs" c="dimmed">
            {t("form.variables")}: {VARIABLES.map((name) => `{{${name}}}`).join(" ")}
          </Text>
          {row && <TryOut id={row.id} dirty={form.isDirty()} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {kit("save")}
            </Button>
          </Group>
        </Stack>
      </fieldset>
    </form>
  );
}

type Form = UseFormReturnType<Values>;

function Main({ form, hasPassword }: { form: Form; hasPassword: boolean }) {
  const { t } = useTranslation("integrations");
  const { method, body_type: type, auth } = form.values;
  return (
    <Stack gap="sm">
      <TextInput label={t("form.name")} withAsterisk maxLength={255} {...form.getInputProps("name")} />
      <Group align="flex-end" gap="sm">
        <div>
          <Text size="sm" fw={500} id="method">
            {t("form.method")}
          </Text>
          <SegmentedControl data={["POST", "GET"]} aria-labelledby="method" {...form.getInputProps("method")} />
        </div>
        {method === "POST" && (
          <Select
            label={t("form.bodyType")}
            allowDeselect={false}
            data={[
              { value: "formdata", label: "formdata" },
              { value: "json", label: "json" },
              { value: "urlencoded", label: "x-www-form-urlencoded" },
            ]}
            {...form.getInputProps("body_type")}
          />
        )}
      </Group>
      <TextInput
        label={t("form.url")}
        withAsterisk
        maxLength={2000}
        placeholder="https://crm.example.org/hook"
        description={t("form.urlHint", { hint: "{{phone}}" })}
        {...form.getInputProps("url")}
      />
      <Switch label={t("form.auth")} {...form.getInputProps("auth", { type: "checkbox" })} />
      {auth && (
        <Group grow>
          <TextInput label={t("form.login")} maxLength={255} {...form.getInputProps("login")} />
          <TextInput
            label={t("form.password")}
            type="password"
            autoComplete="new-password"
            maxLength={255}
            placeholder={hasPassword ? t("form.passwordKept") : undefined}
            {...form.getInputProps("password")}
          />
        </Group>
      )}
      {method === "POST" && type === "json" && (
        <Textarea
          label={t("form.body")}
          description={t("form.bodyHint")}
          autosize
          minRows={3}
          maxLength={20000}
          placeholder={'{"phone": "{{phone}}"}'}
          {...form.getInputProps("body")}
        />
      )}
      <TextInput
        label={t("form.secret")}
        description={t("form.secretHint")}
        maxLength={64}
        {...form.getInputProps("secret")}
      />
    </Stack>
  );
}
