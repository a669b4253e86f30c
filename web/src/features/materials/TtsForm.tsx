// A text for the robot's voice: heard before it is kept.
import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconVolume } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { api, client, send } from "../../kit/client";
import * as format from "../../kit/format";
import { MessageField } from "../../kit/MessageField";
import { useLanguage, useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { WavePlayer } from "../../kit/WavePlayer";
import { useWord } from "../../kit/words";
import { placeholders } from "./placeholders";

const LONGEST = 2000;

function useSpeech(project: number) {
  const [url, setUrl] = useState("");
  const deed = useDeed<Blob>();
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const speak = (text: string, voice: string, variables: Record<string, string>) =>
    deed.mutate({
      act: async () => {
        const path = `/api/v1/projects/${project}/materials/tts/preview`;
        return (await send("POST", path, { text, voice, variables })).blob();
      },
      then: (sound) => setUrl(URL.createObjectURL(sound)),
    });
  return { url, speak, busy: deed.isPending };
}

function useVoicePrice(paid: boolean | undefined) {
  const { t } = useTranslation("materials");
  const language = useLanguage();
  const { data } = api.useQuery("get", "/api/v1/tariff", {}, { enabled: paid === true });
  if (!paid) return paid === false ? t("tts.free") : undefined;
  return data ? t("tts.price", { price: format.money(data.tts.part_price, language) }) : undefined;
}

export function TtsForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("materials");
  const { t: kit } = useTranslation("kit");
  const word = useWord("materials");
  const project = useProject();
  const speech = useSpeech(project);
  const deed = useDeed<unknown>("/materials");
  const { data: voices } = api.useQuery("get", "/api/v1/projects/{project}/materials/voices", {
    params: { path: { project } },
  });
  const [samples, setSamples] = useState<Record<string, string>>({});
  const needed = (value: string) => (value.trim() ? null : kit("required"));
  const form = useForm({
    initialValues: { name: "", text: "", voice: "" },
    validate: { name: needed, text: needed, voice: needed },
  });
  const price = useVoicePrice(voices?.find(({ id }) => id === form.values.voice)?.paid);
  const first = voices?.[0]?.id;
  useEffect(() => {
    if (first && !form.values.voice) form.setFieldValue("voice", first);
  }, [first]);
  const names = placeholders(form.values.text);
  const save = form.onSubmit((body) =>
    deed.mutate({
      act: () => client.POST("/api/v1/projects/{project}/materials/tts", { params: { path: { project } }, body }),
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
        <MessageField
          label={t("tts.text")}
          description={t("tts.hint")}
          withAsterisk
          spoken
          maxLength={LONGEST}
          {...form.getInputProps("text")}
        />
        <Select
          label={t("tts.voice")}
          description={price}
          withAsterisk
          allowDeselect={false}
          data={(voices ?? []).map(({ id, name, gender }) => ({
            value: id,
            label: gender ? `${name} (${word("gender", gender)})` : name,
          }))}
          {...form.getInputProps("voice")}
        />
        {names.map((name) => (
          <TextInput
            key={name}
            size="xs"
            label={t("tts.sample", { name: `{{${name}}}` })}
            value={samples[name] ?? ""}
            onChange={(event) => setSamples({ ...samples, [name]: event.currentTarget.value })}
          />
        ))}
        {speech.url && <WavePlayer src={speech.url} />}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<IconVolume size={16} />}
            disabled={!form.values.text.trim() || !form.values.voice}
            loading={speech.busy}
            onClick={() => speech.speak(form.values.text, form.values.voice, samples)}
          >
            {t("tts.listen")}
          </Button>
          <Button type="submit" loading={deed.isPending}>
            {kit("create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
