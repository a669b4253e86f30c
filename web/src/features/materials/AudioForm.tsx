import { Button, Group, Progress, Stack, Text, TextInput } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileMusic } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import "@mantine/dropzone/styles.css";

import { complain, say } from "../../kit/ask";
import { upload } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { WavePlayer } from "../../kit/WavePlayer";

const LARGEST_BYTES = 20 * 1024 * 1024;
const ENDINGS = [".mp3", ".wav", ".ogg", ".m4a"];

/** An address of the chosen file for the player, given back when another is chosen. */
function useObjectUrl(file: File | null): string {
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!file) return setUrl("");
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

export function AudioForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("materials");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const [name, setName] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const url = useObjectUrl(file);
  const deed = useDeed<unknown>("/materials");
  const take = ([chosen]: File[]) => {
    if (!chosen) return;
    if (!ENDINGS.some((ending) => chosen.name.toLowerCase().endsWith(ending))) return complain(t("file.badType"));
    setFile(chosen);
    if (!name) setName(chosen.name.replace(/\.\w+$/, ""));
  };
  const save = () => {
    if (!file) return;
    const form = new FormData();
    form.append("name", name.trim());
    form.append("file", file);
    deed.mutate({
      act: () => upload(`/api/v1/projects/${project}/materials/audio`, form, setShare),
      then: () => {
        say(t("created", { name }));
        onDone();
      },
    });
  };
  return (
    <Stack gap="sm">
      <TextInput
        label={t("column.name")}
        withAsterisk
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Dropzone
        onDrop={take}
        onReject={() => complain(t("file.rejected"))}
        maxSize={LARGEST_BYTES}
        multiple={false}
        inputProps={{ "aria-label": t("file.choose") }}
      >
        <Group justify="center" gap="md" mih={76} style={{ pointerEvents: "none" }}>
          <IconFileMusic size={34} stroke={1.5} />
          <div>
            <Text fw={600}>{file?.name ?? t("file.drop")}</Text>
            <Text size="sm" c="dimmed">
              {t("file.hint")}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {url && <WavePlayer src={url} />}
      {deed.isPending && <Progress value={share * 100} animated aria-label={t("file.uploading")} />}
      <Group justify="flex-end">
        <Button onClick={save} disabled={!file || !name.trim()} loading={deed.isPending}>
          {kit("create")}
        </Button>
      </Group>
    </Stack>
  );
}
