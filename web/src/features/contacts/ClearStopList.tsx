// Empties the whole stop-list; a long one only after its size is typed, so that no slip of the hand frees thousands.
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import * as format from "../../kit/format";
import { useLanguage } from "../../kit/me";
import { useDeed } from "../../kit/refresh";

const TYPED_ABOVE = 100;

interface Props {
  /** How many entries the whole list has, whatever the search shows. */
  total: number;
  onCleared: () => void;
}

export function ClearStopList({ total, onCleared }: Props) {
  const { t } = useTranslation("contacts");
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={open}>
        {t("stop.clear")}
      </Button>
      {opened && <Consent total={total} onCleared={onCleared} onClose={close} />}
    </>
  );
}

function Consent({ total, onCleared, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const language = useLanguage();
  const [typed, setTyped] = useState("");
  const deed = useDeed<number>("/stop-list");
  const value = format.count(total, language);
  const sure = total <= TYPED_ABOVE || typed.replace(/[\s,]/g, "") === String(total);
  const clear = (event: FormEvent) => {
    event.preventDefault();
    if (!sure) return;
    deed.mutate({
      act: async () => (await client.DELETE("/api/v1/stop-list", { body: { ids: [], all: true } })).data!.removed,
      then: (removed) => {
        say(t("stop.cleared", { value: format.count(removed, language) }));
        onCleared();
        onClose();
      },
    });
  };
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={t("stop.clearAsk", { count: total, value })}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <Stack component="form" onSubmit={clear} gap="sm">
        <Text size="sm">{t("stop.removeText")}</Text>
        {total > TYPED_ABOVE && (
          <TextInput
            label={t("stop.clearType", { value })}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit("cancel")}
          </Button>
          <Button type="submit" color="red" disabled={!sure} loading={deed.isPending}>
            {kit("delete")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
