import { Button, Code, FileButton, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { messageOf } from "../../kit/errors";
import { useDeed } from "../../kit/refresh";

const EXAMPLE = "79160000000-79160000099;МТС;Москва;shared;mobile;15";

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const [text, setText] = useState("");
  const [fault, setFault] = useState("");
  const deed = useDeed<{ added: number; already: number }>("/numbers");
  const save = () =>
    deed.mutate(
      {
        act: async () => (await client.POST("/api/v1/staff/numbers/import", { body: { text } })).data!,
        then: ({ added, already }) => {
          say(t("verdict", { added, already }));
          onClose();
        },
      },
      { onError: (error) => setFault(messageOf(error)) },
    );
  const take = async (file: File | null) => {
    if (file) setText(await file.text());
    setFault("");
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("import.title")}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("import.hint")}
        </Text>
        <Code block>{EXAMPLE}</Code>
        <Textarea
          label={t("import.lines")}
          autosize
          minRows={5}
          maxRows={14}
          data-autofocus
          value={text}
          error={fault}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setFault("");
          }}
        />
        <Group justify="space-between" gap="xs">
          <FileButton onChange={(file) => void take(file)} accept=".csv,.txt,text/csv,text/plain">
            {(props) => (
              <Button variant="default" {...props}>
                {t("import.file")}
              </Button>
            )}
          </FileButton>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {kit("cancel")}
            </Button>
            <Button onClick={save} disabled={!text.trim()} loading={deed.isPending}>
              {kit("add")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
