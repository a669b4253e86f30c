// «Создать материал»: a file, a text to be spoken, a text to be sent.
import { Modal, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { AudioForm } from "./AudioForm";
import { TextForm } from "./TextForm";
import { TtsForm } from "./TtsForm";

export const KINDS = ["audio", "tts", "text"] as const;
export type Kind = (typeof KINDS)[number];

const FORMS = { audio: AudioForm, tts: TtsForm, text: TextForm };

export function MaterialDialog({ kinds, onClose }: { kinds: Kind[]; onClose: () => void }) {
  const { t } = useTranslation("materials");
  const { t: kit } = useTranslation("kit");
  const [kind, setKind] = useState<Kind>(kinds[0] ?? "audio");
  const Form = FORMS[kind];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(`create.${kind}`)}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <Stack gap="md">
        {kinds.length > 1 && (
          <SegmentedControl
            aria-label={t("kindLabel")}
            data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(value as Kind)}
          />
        )}
        <Form onDone={onClose} />
      </Stack>
    </Modal>
  );
}
