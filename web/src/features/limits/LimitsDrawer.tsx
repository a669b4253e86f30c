// The figures of one account, or of the installation; an empty field takes what stands above it.
import { Button, Drawer, NumberInput, Stack, TagsInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { fieldErrors } from "../../kit/errors";
import { useDeed } from "../../kit/refresh";
import type { Answer } from "../../kit/types";

export const FIGURES = ["person_day", "person_week", "calls_hour", "calls_day", "spend_hour", "spend_day"] as const;

export type Own = Answer<"/api/v1/limits/accounts">[number]["own"];
type Values = Record<(typeof FIGURES)[number], number | string> & { prefixes: string[] };

interface Props {
  account?: number;
  title: string;
  own?: Own;
  onClose: () => void;
}

function valuesOf(own?: Own): Values {
  const figures = FIGURES.map((name) => [name, own?.[name] == null ? "" : Number(own[name])]);
  return { ...(Object.fromEntries(figures) as Omit<Values, "prefixes">), prefixes: own?.prefixes ?? [] };
}

function bodyOf(values: Values, isAccount: boolean) {
  const figures = FIGURES.map((name) => [name, values[name] === "" ? null : Number(values[name])]);
  const prefixes = isAccount && values.prefixes.length === 0 ? null : values.prefixes;
  return { ...Object.fromEntries(figures), prefixes } as Own;
}

export function LimitsDrawer({ account, title, own, onClose }: Props) {
  const { t } = useTranslation("limits");
  const deed = useDeed<unknown>("/limits");
  const form = useForm<Values>({ initialValues: valuesOf(own) });
  const save = form.onSubmit((values) => {
    const body = bodyOf(values, account !== undefined);
    const act = () =>
      account === undefined
        ? client.PUT("/api/v1/limits/installation", { body })
        : client.PUT("/api/v1/limits/accounts/{account}", { params: { path: { account } }, body });
    deed.mutate(
      { act },
      {
        onSuccess: () => {
          say(t("saved"));
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    );
  });
  return (
    <Drawer opened onClose={onClose} title={title} position="right" size="md">
      <form onSubmit={save}>
        <Stack>
          <TagsInput
            label={t("prefixes")}
            description={t(account === undefined ? "prefixesHint" : "prefixesOwnHint")}
            {...form.getInputProps("prefixes")}
          />
          {FIGURES.map((name) => (
            <NumberInput
              key={name}
              label={t(`name.${name}`)}
              min={0}
              allowDecimal={name.startsWith("spend")}
              placeholder={account === undefined ? undefined : t("asInstallation")}
              {...form.getInputProps(name)}
            />
          ))}
          <Button type="submit" loading={deed.isPending}>
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
