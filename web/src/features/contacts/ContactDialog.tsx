// «Добавление контакта»: the form stays open for the next one.
import { Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import "@mantine/dates/styles.css";

import { say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { fieldErrors } from "../../kit/errors";
import { LocalDates } from "../../kit/LocalDates";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";

const EMPTY = {
  phone: "",
  surname: "",
  name: "",
  second_name: "",
  birthdate: null as string | null,
  sex: "",
  email: "",
  link: "",
  custom: {} as Record<string, string>,
};

export function ContactDialog({ audience, onClose }: { audience: number; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const deed = useDeed<unknown>("/audiences");
  const form = useForm({
    initialValues: EMPTY,
    validate: { phone: (value) => (value.replace(/\D/g, "").length >= 10 ? null : t("phoneBad")) },
  });
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/fields", {
    params: { path: { project }, query: { per: 200 } },
  });
  const add = form.onSubmit(({ birthdate, ...rest }) =>
    deed.mutate(
      {
        act: () =>
          client.POST("/api/v1/projects/{project}/audiences/{audience}/contacts", {
            params: { path: { project, audience } },
            body: { ...rest, birthdate: birthdate ?? "" },
          }),
        then: () => {
          say(t("added"));
          form.reset();
        },
      },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    ),
  );
  return (
    <Modal opened onClose={onClose} size="lg" title={t("addContact")} closeButtonProps={{ "aria-label": kit("close") }}>
      <LocalDates>
        <form onSubmit={add}>
          <Stack gap="sm">
            <TextInput
              label={t("meaning.phone")}
              type="tel"
              withAsterisk
              data-autofocus
              placeholder="+7 916 123-45-67"
              {...form.getInputProps("phone")}
            />
            <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
              {(["surname", "name", "second_name"] as const).map((key) => (
                <TextInput key={key} label={t(`meaning.${key}`)} maxLength={100} {...form.getInputProps(key)} />
              ))}
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
              <DateInput
                label={t("meaning.birthdate")}
                placeholder={kit("period.placeholder")}
                valueFormat="DD.MM.YYYY"
                clearable
                clearButtonProps={{ "aria-label": kit("clear") }}
                {...form.getInputProps("birthdate")}
              />
              <Select
                label={t("meaning.sex")}
                clearable
                data={(["male", "female"] as const).map((value) => ({ value, label: t(`sex.${value}`) }))}
                value={form.values.sex || null}
                onChange={(value) => form.setFieldValue("sex", value ?? "")}
              />
              <TextInput label={t("meaning.email")} type="email" {...form.getInputProps("email")} />
              <TextInput label={t("meaning.link")} {...form.getInputProps("link")} />
              {(data?.items ?? [])
                .filter((field) => !field.system)
                .map((field) => (
                  <TextInput key={field.id} label={field.name} {...form.getInputProps(`custom.${field.variable}`)} />
                ))}
            </SimpleGrid>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {kit("close")}
              </Button>
              <Button type="submit" loading={deed.isPending}>
                {t("addContact")}
              </Button>
            </Group>
          </Stack>
        </form>
      </LocalDates>
    </Modal>
  );
}
