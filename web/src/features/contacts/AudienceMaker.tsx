// A new list: its name, where the numbers come from, and for a file what its columns mean.
import { Button, Checkbox, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { ImportPlanner } from "./ImportPlanner";
import { type Plan, startImport } from "./plan";
import { type Source, SourceFields } from "./SourceFields";

interface Props {
  kind?: "contacts" | "stop";
  onDone: (id: number) => void;
}

function useMaker(kind: "contacts" | "stop", onDone: (id: number) => void) {
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const deed = useDeed<number>("/audiences");
  const form = useForm({
    initialValues: { name: "", kind, hidden: false, is_global_stop: false },
    validate: { name: (value) => (value.trim() ? null : kit("required")) },
  });
  const create = async (text: string, plan?: Plan) => {
    const body = { ...form.values, name: form.values.name.trim(), ...(text ? { text } : {}) };
    const made = await client.POST("/api/v1/projects/{project}/audiences", { params: { path: { project } }, body });
    const id = made.data!.id;
    if (plan) await startImport(project, id, plan);
    return id;
  };
  const submit = (text: string, plan?: Plan) => {
    if (form.validate().hasErrors) return;
    deed.mutate({ act: () => create(text, plan), then: onDone });
  };
  return { form, submit, busy: deed.isPending };
}

export default function AudienceMaker({ kind = "contacts", onDone }: Props) {
  const { t } = useTranslation("contacts");
  const { form, submit, busy } = useMaker(kind, onDone);
  const [source, setSource] = useState<Source>({ way: "file", text: "", preview: null });
  return (
    <Stack gap="md">
      <TextInput label={t("column.name")} withAsterisk maxLength={255} {...form.getInputProps("name")} />
      <div>
        <SegmentedControl
          aria-label={t("column.kind")}
          data={(["contacts", "stop"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          {...form.getInputProps("kind")}
        />
      </div>
      <Group gap="xl">
        <Checkbox label={t("hidden")} {...form.getInputProps("hidden", { type: "checkbox" })} />
        {form.values.kind === "stop" && (
          <Checkbox
            label={t("globalStop")}
            description={t("globalStopHint")}
            {...form.getInputProps("is_global_stop", { type: "checkbox" })}
          />
        )}
      </Group>
      <SourceFields source={source} onChange={setSource} />
      {source.way === "file" && source.preview && (
        <ImportPlanner
          preview={source.preview}
          onPreview={(preview) => setSource({ ...source, preview })}
          file={source.file}
          busy={busy}
          submitLabel={t("createButton")}
          onSubmit={(plan) => submit("", plan)}
        />
      )}
      {source.way === "list" && (
        <Group justify="flex-end">
          <Button onClick={() => submit(source.text)} disabled={!source.text.trim()} loading={busy}>
            {t("createButton")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
