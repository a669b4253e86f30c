// Operators in the order they are rung, how long, what the person hears meanwhile.
import { Button, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { IconAction } from "../../kit/IconAction";
import { ClipSelect } from "./ClipSelect";
import type { Operator, Transfer } from "./menu";

const MOST_OPERATORS = 10;

interface Props {
  value: Transfer;
  onChange: (value: Transfer) => void;
}

export function TransferFields({ value, onChange }: Props) {
  const { t } = useTranslation("flows");
  const change = (patch: Partial<Transfer>) => onChange({ ...value, ...patch });
  const replace = (place: number, operator: Operator) =>
    change({ operators: value.operators.map((old, at) => (at === place ? operator : old)) });
  return (
    <Stack gap="sm">
      {value.operators.map((operator, place) => (
        <OperatorLine
          key={place}
          number={place + 1}
          operator={operator}
          onChange={(next) => replace(place, next)}
          onDrop={
            value.operators.length > 1
              ? () => change({ operators: value.operators.filter((_, at) => at !== place) })
              : undefined
          }
        />
      ))}
      {value.operators.length < MOST_OPERATORS && (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => change({ operators: [...value.operators, { kind: "phone", to: "" }] })}
          >
            {t("addOperator")}
          </Button>
        </div>
      )}
      <Group gap="sm" align="flex-end">
        <NumberInput
          w={160}
          label={t("ringSeconds")}
          min={5}
          max={120}
          suffix={t("secondsSuffix")}
          value={value.ringSeconds}
          onChange={(seconds) => typeof seconds === "number" && change({ ringSeconds: seconds })}
        />
        <div style={{ flex: 1, minWidth: 220 }}>
          <ClipSelect
            label={t("music")}
            placeholder={t("ownMusic")}
            clearable
            ofProject
            value={value.music}
            onChange={(music) => change({ music })}
          />
        </div>
      </Group>
    </Stack>
  );
}

interface LineProps {
  number: number;
  operator: Operator;
  onChange: (operator: Operator) => void;
  onDrop?: () => void;
}

function OperatorLine({ number, operator, onChange, onDrop }: LineProps) {
  const { t } = useTranslation("flows");
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <Select
        w={130}
        label={t("operatorKind", { number })}
        allowDeselect={false}
        data={(["phone", "sip"] as const).map((kind) => ({ value: kind, label: t(`operator.${kind}`) }))}
        value={operator.kind}
        onChange={(kind) => kind && onChange({ ...operator, kind: kind as Operator["kind"] })}
      />
      <TextInput
        style={{ flex: 1 }}
        label={t("operatorTo", { number })}
        placeholder={operator.kind === "sip" ? "sip:101@pbx.example" : "+7 495 123-45-67"}
        value={operator.to}
        onChange={(event) => onChange({ ...operator, to: event.currentTarget.value })}
      />
      {onDrop && <IconAction label={t("dropOperator", { number })} icon={IconX} onClick={onDrop} />}
    </Group>
  );
}
