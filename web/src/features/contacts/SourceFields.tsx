import { Group, Progress, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileSpreadsheet, IconUpload, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "@mantine/dropzone/styles.css";

import { complain } from "../../kit/ask";
import { messageOf } from "../../kit/errors";
import { useProject } from "../../kit/me";
import { askPreview, type Preview } from "./plan";

export interface Source {
  way: "file" | "list";
  text: string;
  file?: File;
  preview: Preview | null;
}

export const FILES = [".csv", ".txt", ".xls", ".xlsx"];
const LARGEST_BYTES = 100 * 1024 * 1024;

interface Props {
  source: Source;
  onChange: (source: Source) => void;
}

export function SourceFields({ source, onChange }: Props) {
  const { t } = useTranslation("contacts");
  return (
    <Stack gap="xs">
      <div>
        <SegmentedControl
          aria-label={t("source.label")}
          value={source.way}
          onChange={(way) => onChange({ ...source, way: way as Source["way"] })}
          data={(["file", "list"] as const).map((value) => ({ value, label: t(`source.${value}`) }))}
        />
      </div>
      {source.way === "list" ? (
        <Textarea
          label={t("source.text")}
          description={t("source.textHint")}
          placeholder={"+7 916 123-45-67\n8 (925) 394-45-77\n9031234567"}
          autosize
          minRows={7}
          maxRows={18}
          value={source.text}
          onChange={(event) => onChange({ ...source, text: event.currentTarget.value })}
        />
      ) : (
        <FileField file={source.file} onPreview={(file, preview) => onChange({ ...source, file, preview })} />
      )}
    </Stack>
  );
}

interface FileProps {
  file?: File;
  onPreview: (file: File, preview: Preview) => void;
}

export function FileField({ file, onPreview }: FileProps) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const [share, setShare] = useState<number | null>(null);
  const take = async (files: File[]) => {
    const chosen = files[0];
    if (!chosen) return;
    const known = FILES.some((ending) => chosen.name.toLowerCase().endsWith(ending));
    if (!known) return complain(t("source.badType"));
    setShare(0);
    try {
      onPreview(chosen, await askPreview(project, chosen, "", setShare));
    } catch (error) {
      complain(messageOf(error));
    } finally {
      setShare(null);
    }
  };
  return (
    <Dropzone
      onDrop={(files) => void take(files)}
      onReject={() => complain(t("source.rejected"))}
      maxSize={LARGEST_BYTES}
      multiple={false}
      loading={share !== null}
      inputProps={{ "aria-label": t("source.choose") }}
    >
      <Group justify="center" gap="md" mih={88} style={{ pointerEvents: "none" }}>
        <Dropzone.Accept>
          <IconUpload size={34} stroke={1.5} />
        </Dropzone.Accept>
        <Dropzone.Reject>
          <IconX size={34} stroke={1.5} />
        </Dropzone.Reject>
        <Dropzone.Idle>
          <IconFileSpreadsheet size={34} stroke={1.5} />
        </Dropzone.Idle>
        <div>
          <Text fw={600}>{file ? file.name : t("source.drop")}</Text>
          <Text size="sm" c="dimmed">
            {file ? t("source.another") : t("source.dropHint")}
          </Text>
          {share !== null && <Progress value={share * 100} mt={6} aria-label={t("source.uploading")} />}
        </div>
      </Group>
    </Dropzone>
  );
}
