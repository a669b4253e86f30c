import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { MessageField } from "../../kit/MessageField";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";

export function TextForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("materials");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const deed = useDeed<unknown>("/materials");
  const needed = (value: string) => (value.trim() ? null : kit("required"));
  const form = useForm({ initialValues: { name: "", text: "" }, validate: { name: needed, text: needed } });
  const save = form.onSubmit((body) =>
    deed.mutate({
      act: () => client.POST("/api/v1/projects/{project}/materials/text", { params: { path: { project } }, body }),
      then: () => {
        say(t("created", { name: body.name }));
        onDone();
      },
    }),
  );
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <TextInput label={t("column.name")} withAsterisk maxLength={255} {...form.getInputProps("name")} />
        <MessageField label={t("text.body")} withAsterisk {...form.getInputProps("text")} />
        <Group justify="flex-end">
          <Button type="submit" loading={deed.isPending}>
            {kit("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
