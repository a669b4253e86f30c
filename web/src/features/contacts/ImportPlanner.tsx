// What the file looks like to us: encoding, separator, heading, and the meaning of every column.
import { Alert, Button, Checkbox, Group, Select, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { complain } from "../../kit/ask";
import { api } from "../../kit/client";
import { messageOf } from "../../kit/errors";
import * as format from "../../kit/format";
import { useLanguage, useProject } from "../../kit/me";
import { askPreview, assigned, guessed, phoneIsMapped, type Plan, type Preview } from "./plan";

interface Props {
  preview: Preview;
  onPreview: (preview: Preview) => void;
  file?: File;
  busy: boolean;
  submitLabel: string;
  onSubmit: (plan: Plan) => void;
}

const SYSTEM = ["phone", "surname", "name", "second_name", "birthdate", "sex", "email", "link"] as const;
const ENCODINGS = ["utf-8", "cp1251"];
const POLICIES = ["fill", "overwrite", "skip"] as const;

export function ImportPlanner({ preview, onPreview, file, busy, submitLabel, onSubmit }: Props) {
  const { t } = useTranslation("contacts");
  const language = useLanguage();
  const [mapping, setMapping] = useState(() => guessed(preview.columns));
  const [header, setHeader] = useState(preview.has_header);
  const [policy, setPolicy] = useState<(typeof POLICIES)[number]>("fill");
  const ready = phoneIsMapped(mapping);
  const submit = () =>
    onSubmit({ upload: preview.upload, mapping, has_header: header, encoding: preview.encoding, policy });
  return (
    <Stack gap="sm">
      <Text fw={600}>{t("plan.title", { count: preview.rows, rows: format.count(preview.rows, language) })}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" style={{ alignItems: "end" }}>
        <EncodingField preview={preview} file={file} onPreview={onPreview} />
        <Select
          label={t("plan.policy")}
          allowDeselect={false}
          data={POLICIES.map((value) => ({ value, label: t(`policy.${value}`) }))}
          value={policy}
          onChange={(value) => setPolicy(POLICIES.find((one) => one === value) ?? "fill")}
        />
      </SimpleGrid>
      <Group gap="xl">
        <Checkbox
          label={t("plan.header")}
          checked={header}
          onChange={(event) => setHeader(event.currentTarget.checked)}
        />
        {preview.separator && (
          <Text size="sm" c="dimmed">
            {t("plan.separator", { separator: preview.separator === "\t" ? t("plan.tab") : preview.separator })}
          </Text>
        )}
      </Group>
      <MappingTable
        preview={preview}
        mapping={mapping}
        onChange={(column, meaning) => setMapping(assigned(mapping, column, meaning))}
      />
      {!ready && (
        <Alert color="yellow" icon={<IconAlertTriangle />}>
          {t("plan.noPhone")}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button onClick={submit} disabled={!ready} loading={busy}>
          {submitLabel}
        </Button>
      </Group>
    </Stack>
  );
}

function EncodingField({ preview, file, onPreview }: Pick<Props, "preview" | "file" | "onPreview">) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const [busy, setBusy] = useState(false);
  // Spreadsheets say their encoding themselves.
  if (!preview.encoding) return null;
  const known = ENCODINGS.includes(preview.encoding) ? ENCODINGS : [preview.encoding, ...ENCODINGS];
  const change = async (encoding: string | null) => {
    if (!encoding || !file) return;
    setBusy(true);
    try {
      onPreview(await askPreview(project, file, encoding, () => undefined));
    } catch (error) {
      complain(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Select
      label={t("plan.encoding")}
      description={t("plan.encodingHint")}
      allowDeselect={false}
      disabled={busy || !file}
      data={known.map((value) => ({ value, label: t(`encoding.${value as "utf-8"}`, { defaultValue: value }) }))}
      value={preview.encoding}
      onChange={(value) => void change(value)}
    />
  );
}

interface MappingProps {
  preview: Preview;
  mapping: Record<string, string>;
  onChange: (column: string, meaning: string) => void;
}

function MappingTable({ preview, mapping, onChange }: MappingProps) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/fields", {
    params: { path: { project }, query: { per: 200 } },
  });
  const custom = (data?.items ?? []).filter((field) => !field.system);
  const options = [
    { value: "skip", label: t("meaning.skip") },
    ...SYSTEM.map((value) => ({ value, label: t(`meaning.${value}`) })),
    ...custom.map((field) => ({ value: `custom:${field.variable}`, label: field.name })),
  ];
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={6} withTableBorder aria-label={t("plan.columns")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("plan.column")}</Table.Th>
            <Table.Th>{t("plan.sample")}</Table.Th>
            <Table.Th w={230}>{t("plan.meaning")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.columns.map((column) => (
            <Table.Tr key={column.index}>
              <Table.Td fw={600}>{column.title || t("plan.columnNumber", { number: column.index + 1 })}</Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {column.sample.slice(0, 3).join(", ")}
                </Text>
              </Table.Td>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={t("plan.meaningOf", { column: column.title || column.index + 1 })}
                  data={options}
                  allowDeselect={false}
                  value={mapping[String(column.index)] ?? "skip"}
                  onChange={(value) => value && onChange(String(column.index), value)}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
