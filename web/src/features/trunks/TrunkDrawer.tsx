// The settings of one trunk, in three tabs. Secrets that are kept are never shown; an empty field leaves them.
import { Button, Drawer, Group, Stack, Tabs } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { fieldErrors } from "../../kit/errors";
import { useDeed } from "../../kit/refresh";
import { CallFields, ConnectionFields, SafetyFields } from "./fields";
import type { NewTrunk, Trunk } from "./kinds";

export type Values = Required<Omit<NewTrunk, "privacy">>;

function valuesOf(trunk?: Trunk): Values {
  return {
    name: trunk?.name ?? "",
    enabled: trunk?.enabled ?? true,
    host: trunk?.host ?? "",
    port: trunk?.port ?? 0,
    transport: trunk?.transport ?? "udp",
    user: trunk?.user ?? "",
    password: "",
    from_domain: trunk?.from_domain ?? "",
    caller_form: trunk?.caller_form ?? "as_is",
    asserted_identity: trunk?.asserted_identity ?? false,
    channels: trunk?.channels ?? 0,
    starts_per_second: trunk?.starts_per_second ?? 0,
    prefixes: trunk?.prefixes ?? [],
    codecs: trunk?.codecs ?? ["PCMA", "PCMU"],
    srtp: trunk?.srtp ?? "off",
    priority: trunk?.priority ?? 10,
    weight: trunk?.weight ?? 1,
    registers: trunk?.registers ?? false,
    asks: trunk?.asks ?? true,
    ca: "",
    identity: "",
    server_name: trunk?.server_name ?? "",
    verify: trunk?.verify ?? true,
  };
}

function changeOf({ password, ca, identity, ...values }: Values) {
  return { ...values, ...(password && { password }), ...(ca && { ca }), ...(identity && { identity }) };
}

export function TrunkDrawer({ trunk, onClose }: { trunk?: Trunk; onClose: () => void }) {
  const { t } = useTranslation("trunks");
  const { t: kit } = useTranslation("kit");
  const deed = useDeed<unknown>("/trunks");
  const required = (value: string) => (value.trim() ? null : kit("required"));
  const form = useForm<Values>({ initialValues: valuesOf(trunk), validate: { name: required, host: required } });
  const save = form.onSubmit((values) => {
    const act = () =>
      trunk
        ? client.PATCH("/api/v1/trunks/{trunk}", { params: { path: { trunk: trunk.id } }, body: changeOf(values) })
        : client.POST("/api/v1/trunks", { body: values });
    const then = () => {
      say(kit("saved"));
      onClose();
    };
    deed.mutate({ act, then }, { onError: (error) => form.setErrors(fieldErrors(error)) });
  });
  const wrong = Object.keys(form.errors);
  const mark = (names: string[]) => (wrong.some((name) => names.includes(name)) ? " •" : "");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={trunk?.name ?? t("form.new")}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <form onSubmit={save}>
        <Stack gap="sm">
          <Tabs defaultValue="main" keepMounted>
            <Tabs.List mb="sm">
              <Tabs.Tab value="main">{t("form.main") + mark(["name", "host", "port", "user", "from_domain"])}</Tabs.Tab>
              <Tabs.Tab value="calls">{t("form.calls") + mark(["prefixes", "codecs", "channels"])}</Tabs.Tab>
              <Tabs.Tab value="safety">{t("form.safety") + mark(["ca", "identity", "server_name"])}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="main">
              <ConnectionFields form={form} hasPassword={trunk?.has_password ?? false} />
            </Tabs.Panel>
            <Tabs.Panel value="calls">
              <CallFields form={form} />
            </Tabs.Panel>
            <Tabs.Panel value="safety">
              <SafetyFields form={form} trunk={trunk} />
            </Tabs.Panel>
          </Tabs>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {kit("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
