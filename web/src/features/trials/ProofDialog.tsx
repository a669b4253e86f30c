// The robot calls the phone and speaks a code; whoever types it here has the phone.
import { Alert, Button, Group, Modal, PinInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { messageOf } from "../../kit/errors";
import * as format from "../../kit/format";
import { useDeed } from "../../kit/refresh";
import { useWord } from "../../kit/words";

const ASK_AGAIN_MS = 1_500;

export function ProofDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("trials");
  const { t: kit } = useTranslation("kit");
  const [phone, setPhone] = useState("");
  const [asked, setAsked] = useState(false);
  const order = useDeed<unknown>("/me/phone");
  const ask = () =>
    order.mutate({
      act: () => client.POST("/api/v1/me/phone", { body: { phone } }),
      then: () => setAsked(true),
    });
  return (
    <Modal opened onClose={onClose} title={t("proof.title")} closeButtonProps={{ "aria-label": kit("close") }}>
      <Stack gap="sm">
        <Group align="flex-end" gap="xs">
          <TextInput
            label={t("proof.phone")}
            description={t("proof.hint")}
            type="tel"
            maxLength={32}
            flex={1}
            data-autofocus
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
            error={order.error ? messageOf(order.error) : undefined}
          />
          <Button
            variant={asked ? "default" : "filled"}
            onClick={ask}
            loading={order.isPending}
            disabled={!phone.trim()}
          >
            {t("proof.order")}
          </Button>
        </Group>
        {asked && <CodeForm onDone={onClose} />}
      </Stack>
    </Modal>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("trials");
  const word = useWord("trials");
  const [code, setCode] = useState("");
  const confirm = useDeed<unknown>("/me/phone");
  const { data } = api.useQuery(
    "get",
    "/api/v1/me/phone",
    {},
    { refetchInterval: (query) => (query.state.data?.proof?.stage === "ended" ? false : ASK_AGAIN_MS) },
  );
  const proof = data?.proof;
  const lost = proof?.stage === "ended" && proof.outcome !== "answered";
  const send = () =>
    confirm.mutate({
      act: () => client.POST("/api/v1/me/phone/code", { body: { code } }),
      then: () => {
        say(t("proof.done"));
        onDone();
      },
    });
  return (
    <Stack gap="xs" role="status">
      {proof && !lost && (
        <Text size="sm">
          {proof.stage === "ended" || proof.stage === "answered"
            ? t(`stage.${proof.stage}`)
            : t("proof.calling", { phone: format.phone(proof.phone) })}
        </Text>
      )}
      {lost && (
        <Alert color="red">
          {t("proof.failed", { why: proof.outcome ? word("outcome", proof.outcome) : t("notMade") })}
        </Alert>
      )}
      <Text size="sm" fw={500} id="code">
        {t("proof.code")}
      </Text>
      <Group gap="sm">
        <PinInput type="number" length={4} value={code} onChange={setCode} aria-labelledby="code" />
        <Button onClick={send} loading={confirm.isPending} disabled={code.length < 4}>
          {t("proof.confirm")}
        </Button>
      </Group>
      {confirm.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {messageOf(confirm.error)}
        </Text>
      )}
    </Stack>
  );
}
