// What a person may change about themselves: name, zone, language.
import { Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import "./texts";

import { type Language, switchLanguage } from "../../app/i18n";
import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { useMe, useZone } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { useWord } from "../../kit/words";
import { useZones } from "../../kit/zones";

export default function ProfileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const { t: kit } = useTranslation("kit");
  const word = useWord("accounts");
  const me = useMe();
  const zone = useZone();
  const zones = useZones();
  const deed = useDeed("/api/v1/");
  const form = useForm({ initialValues: { name: me.name, time_zone: zone, language: me.language as Language } });
  const save = form.onSubmit((values) =>
    deed.mutate({
      act: () => client.PATCH("/api/v1/me", { body: values }),
      then: () => {
        void switchLanguage(values.language);
        say(kit("saved"));
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t("profileForm.title")} closeButtonProps={{ "aria-label": kit("close") }}>
      <form onSubmit={save}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {me.email} · {word("role", me.role)} · {me.account.title}
          </Text>
          <TextInput label={t("profileForm.name")} maxLength={255} {...form.getInputProps("name")} />
          <Select
            label={t("profileForm.zone")}
            description={t("profileForm.zoneHint")}
            data={zones}
            searchable
            allowDeselect={false}
            {...form.getInputProps("time_zone")}
          />
          <Select
            label={t("profileForm.language")}
            data={[
              { value: "ru", label: "Русский" },
              { value: "en", label: "English" },
            ]}
            allowDeselect={false}
            {...form.getInputProps("language")}
          />
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {kit("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
