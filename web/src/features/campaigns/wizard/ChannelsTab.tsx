import { ActionIcon, Alert, Group, Menu, MultiSelect, Radio, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../../kit/client";
import * as format from "../../../kit/format";
import type { WizardForm } from "./useWizard";

const PersonalDialog = lazy(() => import("../../numbers/PersonalDialog"));

export function ChannelsTab({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  if (form.values.channel === "sms")
    return (
      <Alert color="gray" icon={<IconInfoCircle />}>
        {t("smsChannel", { sender: form.values.sender || t("smsSenderDefault") })}
      </Alert>
    );
  return (
    <Stack gap="md">
      <Radio.Group label={t("field.routing")} {...form.getInputProps("routing")}>
        <Stack gap="xs" mt={6}>
          {(["own_numbers", "carousel", "duty", "random_federal"] as const).map((way) => (
            <Radio key={way} value={way} label={t(`routing.${way}`)} description={t(`routingHint.${way}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.routing === "own_numbers" && <OwnNumbers form={form} />}
    </Stack>
  );
}

function OwnNumbers({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const [adding, setAdding] = useState(false);
  const { data } = api.useQuery("get", "/api/v1/numbers", { params: { query: { per: 200, own: true } } });
  const live = (data?.items ?? []).filter((one) => one.state === "free" || one.state === "busy");
  const label = (one: (typeof live)[number]) =>
    [format.phone(one.phone), one.operator, one.region].filter(Boolean).join(" | ");
  return (
    <>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <MultiSelect
          flex={1}
          label={t("field.numbers")}
          description={t("field.numbersHint")}
          withAsterisk
          searchable
          data={live.map((one) => ({ value: String(one.id), label: label(one) }))}
          nothingFoundMessage={t("field.numbersNone")}
          {...form.getInputProps("numbers")}
        />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t("field.numbersAdd")}>
              <IconPlus size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} to={"/numbers?tab=rent" as never} target="_blank">
              {t("field.numbersRent")}
            </Menu.Item>
            <Menu.Item onClick={() => setAdding(true)}>{t("field.numbersOwn")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {data && !live.length && (
        <Text size="sm" c="dimmed">
          {t("field.numbersNoneHint")}
        </Text>
      )}
      {adding && (
        <Suspense fallback={null}>
          <PersonalDialog onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  );
}
