// A text that will be sent: placeholders by a button, the number of parts as it is typed.
import { Group, Menu, Text, Textarea, type TextareaProps, UnstyledButton } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { api } from "./client";
import { useProject } from "./me";
import { smsSize } from "./smsParts";

interface Props extends Omit<TextareaProps, "value" | "onChange"> {
  value?: string;
  onChange?: (value: string) => void;
  /** Spoken texts have no parts. */
  spoken?: boolean;
}

export function MessageField({ value = "", onChange, spoken, ...rest }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const at = area.current?.selectionStart ?? value.length;
    onChange?.(`${value.slice(0, at)}{{${variable}}}${value.slice(area.current?.selectionEnd ?? at)}`);
    area.current?.focus();
  };
  return (
    <div>
      <Textarea
        ref={area}
        autosize
        minRows={4}
        maxRows={14}
        value={value}
        onChange={(event) => onChange?.(event.currentTarget.value)}
        {...rest}
      />
      <Group justify="space-between" mt={4} gap="md" align="flex-start" wrap="nowrap">
        <InsertMenu onInsert={insert} />
        {!spoken && <Parts text={value} />}
      </Group>
    </div>
  );
}

function InsertMenu({ onInsert }: { onInsert: (variable: string) => void }) {
  const { t } = useTranslation("kit");
  const project = useProject();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/fields", {
    params: { path: { project }, query: { per: 200 } },
  });
  return (
    <Menu shadow="md" position="bottom-start">
      <Menu.Target>
        <UnstyledButton className="insert">
          <IconBraces size={14} aria-hidden /> {t("texting.insert")}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={280} style={{ overflowY: "auto" }}>
        {(data?.items ?? []).map((field) => (
          <Menu.Item key={field.id} onClick={() => onInsert(field.variable)}>
            {field.name} <Text span c="dimmed" size="xs">{`{{${field.variable}}}`}</Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Parts({ text }: { text: string }) {
  const { t } = useTranslation("kit");
  const { encoding, length, parts } = smsSize(text);
  return (
    <div style={{ textAlign: "right" }}>
      <Text size="sm" fw={600} className="figures" role="status">
        {parts ? t("texting.parts", { count: parts, length }) : t("texting.empty")}
      </Text>
      <Text size="xs" c="dimmed">
        {t(`texting.${encoding}`)}
        {text.includes("{{") && `. ${t("texting.placeholders")}`}
      </Text>
    </div>
  );
}
