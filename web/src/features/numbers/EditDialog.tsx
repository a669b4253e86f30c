import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";

import { say } from "../../kit/ask";
import { client } from "../../kit/client";
import { fieldErrors } from "../../kit/errors";
import { useDeed } from "../../kit/refresh";
import type { Body, PhoneNumber } from "../../kit/types";
import { useWord } from "../../kit/words";

const FIGURES = ["fee", "daily_ceiling", "hourly_ceiling", "minute_ceiling"] as const;

/** Only what was filled in is changed. */
export function EditDialog({ numbers, onClose }: { numbers: PhoneNumber[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation("numbers");
  const { t: kit } = useTranslation("kit");
  const word = useWord("numbers");
  const deed = useDeed<number>("/numbers");
  const form = useForm<Record<string, string | number>>({
    initialValues: {
      fee: "",
      daily_ceiling: "",
      hourly_ceiling: "",
      minute_ceiling: "",
      operator: "",
      region: "",
      kind: "",
    },
  });
  const save = form.onSubmit((values) => {
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== null));
    const body = { ...filled, numbers: numbers.map((one) => one.id) } as Body<"/api/v1/staff/numbers/edit", "post">;
    deed.mutate(
      {
        act: async () => (await client.POST("/api/v1/staff/numbers/edit", { body })).data!.changed,
        then: (count) => {
          say(t("edit.done", { count }));
          onClose(true);
        },
      },
      { onError: (error) => form.setErrors(fieldErrors(error)) },
    );
  });
  return (
    <Modal
      opened
      onClose={() => onClose(false)}
      title={t("edit.some", { count: numbers.length })}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      <form onSubmit={save}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("edit.hint")}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {FIGURES.map((key) => (
              <NumberInput
                key={key}
                label={t(`edit.${key}`)}
                min={0}
                max={key === "fee" ? 100_000 : 1_000_000}
                decimalScale={key === "fee" ? 2 : 0}
                {...form.getInputProps(key)}
              />
            ))}
            <TextInput label={t("column.operator")} maxLength={64} {...form.getInputProps("operator")} />
            <TextInput label={t("column.region")} maxLength={64} {...form.getInputProps("region")} />
            <Select
              label={t("column.kind")}
              clearable
              data={["shared", "duty"].map((value) => ({ value, label: word("kind", value) }))}
              value={String(form.values.kind) || null}
              onChange={(value) => form.setFieldValue("kind", value ?? "")}
            />
          </SimpleGrid>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => onClose(false)}>
              {kit("cancel")}
            </Button>
            <Button type="submit" loading={deed.isPending}>
              {kit("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
