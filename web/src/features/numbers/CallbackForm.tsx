// What those who call the number back hear: nothing, a flow, a clip, or another phone.
import { Button, Group, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { messageOf } from "../../kit/errors";
import { useMayEdit } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Card } from "./NumberPage";

const WAYS = ["none", "flow", "clip", "forward"] as const;
type Way = (typeof WAYS)[number];

function wayOf({ flow, clip, forward_to: phone }: Card["callback"]): Way {
  if (flow) return "flow";
  if (clip) return "clip";
  return phone ? "forward" : "none";
}

export function CallbackForm({ card }: { card: Card }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const mayEdit = useMayEdit();
  const [way, setWay] = useState<Way>(wayOf(card.callback));
  const [chosen, setChosen] = useState(String(card.callback.flow ?? card.callback.clip ?? ""));
  const [phone, setPhone] = useState(card.callback.forward_to);
  const [fault, setFault] = useState("");
  const deed = useDeed<unknown>("/numbers");
  const save = () =>
    deed.mutate(
      {
        act: () =>
          client.PUT("/api/v1/numbers/{number}/callback", {
            params: { path: { number: card.id } },
            body: {
              flow: way === "flow" ? Number(chosen) : null,
              clip: way === "clip" ? Number(chosen) : null,
              forward_to: way === "forward" ? phone : "",
            },
          }),
        then: () => say(t("callback.saved")),
      },
      { onError: (error) => setFault(messageOf(error)) },
    );
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label={t("card.callback")}
        value={way}
        onChange={(value) => {
          setWay(WAYS.find((one) => one === value) ?? "none");
          setChosen("");
          setFault("");
        }}
      >
        <Group gap="md">
          {WAYS.map((one) => (
            <Radio key={one} value={one} label={t(`callback.${one}`)} disabled={!mayEdit} />
          ))}
        </Group>
      </Radio.Group>
      {(way === "flow" || way === "clip") && (
        <Thing way={way} value={chosen} onChange={setChosen} fault={fault} disabled={!mayEdit} />
      )}
      {way === "forward" && (
        <TextInput
          maw={320}
          type="tel"
          label={t("callback.phone")}
          value={phone}
          error={fault}
          disabled={!mayEdit}
          onChange={(event) => {
            setPhone(event.currentTarget.value);
            setFault("");
          }}
        />
      )}
      {mayEdit && (
        <Group>
          <Button
            onClick={save}
            loading={deed.isPending}
            disabled={(way === "forward" && !phone.trim()) || ((way === "flow" || way === "clip") && !chosen)}
          >
            {kit("save")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface ThingProps {
  way: "flow" | "clip";
  value: string;
  onChange: (value: string) => void;
  fault: string;
  disabled: boolean;
}

function Thing({ way, value, onChange, fault, disabled }: ThingProps) {
  const { t } = useTranslation("numbers");
  const { data: projects } = api.useQuery("get", "/api/v1/projects");
  const [picked, setPicked] = useState<string | null>(null);
  const project = Number(picked ?? projects?.items[0]?.id ?? 0);
  const params = { params: { path: { project }, query: { per: 200 as const } } };
  const flows = api.useQuery("get", "/api/v1/projects/{project}/flows", params, {
    enabled: way === "flow" && project > 0,
  });
  const clips = api.useQuery("get", "/api/v1/projects/{project}/materials", params, {
    enabled: way === "clip" && project > 0,
  });
  const found =
    way === "flow"
      ? (flows.data?.items ?? []).filter((one) => !one.is_system)
      : (clips.data?.items ?? []).filter((one) => one.kind !== "text" && one.state === "active");
  return (
    <Group align="flex-end" gap="xs">
      {(projects?.items.length ?? 0) > 1 && (
        <Select
          label={t("callback.project")}
          allowDeselect={false}
          data={projects?.items.map((one) => ({ value: String(one.id), label: one.name }))}
          value={String(project)}
          onChange={setPicked}
        />
      )}
      <Select
        label={t(`callback.${way}`)}
        searchable
        miw={260}
        error={fault}
        disabled={disabled}
        nothingFoundMessage={t("callback.none")}
        placeholder={t("callback.choose")}
        data={found.map((one) => ({ value: String(one.id), label: one.name }))}
        value={value || null}
        onChange={(next) => onChange(next ?? "")}
      />
    </Group>
  );
}
