import { Button, Group, Modal, Select, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { client } from "../../kit/client";
import { useDeed } from "../../kit/refresh";
import { useWord } from "../../kit/words";

const KINDS = ["personal", "rented"] as const;

interface Verdict {
  added: number;
  already: number;
  invalid: string[];
}

export default function NumbersDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const word = useWord("numbers");
  const [phones, setPhones] = useState("");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("personal");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const deed = useDeed<Verdict>("/numbers");
  const save = () =>
    deed.mutate({
      act: async () => {
        const { added, already, invalid, taken } = (await client.POST("/api/v1/numbers", { body: { phones, kind } }))
          .data!;
        return { added: added.length, already, invalid: [...invalid, ...taken] };
      },
      then: setVerdict,
    });
  return (
    <Modal opened onClose={onClose} title={t("add")} closeButtonProps={{ "aria-label": kit("close") }}>
      <Stack gap="sm">
        <Select
          label={t("column.kind")}
          allowDeselect={false}
          data={KINDS.map((value) => ({ value, label: word("kind", value) }))}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? "personal")}
        />
        <Textarea
          label={t("phones")}
          description={t("phonesHint")}
          autosize
          minRows={4}
          maxRows={14}
          data-autofocus
          value={phones}
          onChange={(event) => setPhones(event.currentTarget.value)}
        />
        {verdict && (
          <Text size="sm" role="status">
            {t("verdict", { added: verdict.added, already: verdict.already })}
            {verdict.invalid.length > 0 && ` ${t("invalid", { list: verdict.invalid.slice(0, 20).join(", ") })}`}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit("close")}
          </Button>
          <Button onClick={save} disabled={!phones.trim()} loading={deed.isPending}>
            {kit("add")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
