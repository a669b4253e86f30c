// «Создать исходящий номер»: the robot calls it, the person presses 1; how that goes is seen here as it happens.
import { Alert, Button, Group, Loader, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconPhoneOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { api, client } from "../../kit/client";
import { messageOf } from "../../kit/errors";
import * as format from "../../kit/format";
import { useDeed } from "../../kit/refresh";
import type { Answer, PhoneNumber } from "../../kit/types";
import { useWord } from "../../kit/words";

type Confirmation = Answer<"/api/v1/numbers/{number}/confirmation">;
const ASK_AGAIN_MS = 1_500;
const OVER = ["confirmed", "failed"];

interface Props {
  known?: PhoneNumber;
  onClose: () => void;
}

export default function PersonalDialog({ known, onClose }: Props) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const [number, setNumber] = useState(0);
  return (
    <Modal opened onClose={onClose} title={t("personal.title")} closeButtonProps={{ "aria-label": kit("close") }}>
      {number ? (
        <CallState number={number} onClose={onClose} onAgain={() => setNumber(number)} />
      ) : (
        <Ask known={known} onBegun={setNumber} onClose={onClose} />
      )}
    </Modal>
  );
}

function Ask({ known, onBegun, onClose }: Props & { onBegun: (number: number) => void }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const [phone, setPhone] = useState(known ? format.phone(known.phone) : "");
  const [fault, setFault] = useState("");
  const deed = useDeed<Confirmation>("/numbers");
  const begin = () =>
    deed.mutate(
      {
        act: async () => {
          if (!known) return (await client.POST("/api/v1/numbers/personal", { body: { phone } })).data!;
          const path = { number: known.id };
          return (await client.POST("/api/v1/numbers/{number}/confirmation", { params: { path } })).data!;
        },
        then: (begun) => onBegun(begun.number),
      },
      { onError: (error) => setFault(messageOf(error)) },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t("personal.phone")}
          placeholder="+7 (___) ___-__-__"
          type="tel"
          data-autofocus
          readOnly={Boolean(known)}
          value={phone}
          error={fault}
          onChange={(event) => {
            setPhone(event.currentTarget.value);
            setFault("");
          }}
        />
        <Text size="sm" c="dimmed">
          {t("personal.note")}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit("cancel")}
          </Button>
          <Button type="submit" disabled={!phone.trim()} loading={deed.isPending}>
            {known ? t("personal.call") : t("personal.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function CallState({ number, onClose }: { number: number; onClose: () => void; onAgain: () => void }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const deed = useDeed<unknown>("/numbers");
  const params = { params: { path: { number } } };
  const { data } = api.useQuery("get", "/api/v1/numbers/{number}/confirmation", params, {
    refetchInterval: (query) => (OVER.includes((query.state.data as Confirmation)?.state) ? false : ASK_AGAIN_MS),
  });
  const refresh = useDeed<unknown>("/api/v1/numbers");
  const state = data?.state ?? "waiting";
  useEffect(() => {
    if (state === "confirmed") refresh.mutate({ act: () => Promise.resolve(null) });
  }, [state]);
  const again = () => deed.mutate({ act: () => client.POST("/api/v1/numbers/{number}/confirmation", params) });
  return (
    <Stack gap="sm">
      {data && <Text fw={600}>{format.phone(data.phone)}</Text>}
      <Progress state={state} reason={data?.reason ?? ""} />
      <Group justify="flex-end" gap="xs">
        {state === "failed" && (data?.calls_left ?? 0) > 0 && (
          <Button onClick={again} loading={deed.isPending}>
            {t("personal.again")}
          </Button>
        )}
        {state === "failed" && data?.calls_left === 0 && (
          <Text size="sm" c="dimmed">
            {t("personal.noneLeft")}
          </Text>
        )}
        <Button variant="default" onClick={onClose}>
          {kit("close")}
        </Button>
      </Group>
    </Stack>
  );
}

function Progress({ state, reason }: { state: string; reason: string }) {
  const word = useWord("numbers");
  if (state === "confirmed")
    return (
      <Alert color="teal" icon={<IconCheck size={18} />} role="status">
        {word("confirmation", state)}
      </Alert>
    );
  if (state === "failed")
    return (
      <Alert color="red" icon={<IconPhoneOff size={18} />} role="status">
        {word("failure", reason)}
      </Alert>
    );
  return (
    <Group gap="sm" role="status" aria-live="polite">
      <Loader size="sm" />
      <Text size="sm">{word("confirmation", state)}</Text>
    </Group>
  );
}
