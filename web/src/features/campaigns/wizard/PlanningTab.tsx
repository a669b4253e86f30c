import { Checkbox, Chip, Group, Input, Select, SimpleGrid, Stack } from "@mantine/core";
import { DateInput, TimePicker } from "@mantine/dates";
import { useTranslation } from "react-i18next";

import "@mantine/dates/styles.css";

import * as format from "../../../kit/format";
import { LocalDates } from "../../../kit/LocalDates";
import { useZones } from "../../../kit/zones";
import type { WizardForm } from "./useWizard";
import { WEEK } from "./values";

export function PlanningTab({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const zones = useZones();
  return (
    <LocalDates>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <DateInput
            label={t("field.day")}
            description={t("field.dayHint")}
            placeholder={kit("period.placeholder")}
            valueFormat="DD.MM.YYYY"
            clearable
            clearButtonProps={{ "aria-label": kit("clear") }}
            minDate={format.today(form.values.zone)}
            {...form.getInputProps("day")}
          />
          <Select
            label={t("field.zone")}
            description={t("field.zoneHint")}
            searchable
            allowDeselect={false}
            data={zones}
            {...form.getInputProps("zone")}
          />
          <Clock form={form} field="from" />
          <Clock form={form} field="to" disabled={!form.values.windowed} />
        </SimpleGrid>
        <Checkbox
          label={t("field.windowed")}
          description={t("field.windowedHint")}
          {...form.getInputProps("windowed", { type: "checkbox" })}
        />
        {form.values.windowed && (
          <Input.Wrapper label={t("field.days")} error={form.errors.days} labelElement="div">
            <Chip.Group multiple {...form.getInputProps("days")}>
              <Group gap={6} mt={6}>
                {WEEK.map((day) => (
                  <Chip key={day} value={day} size="sm" variant="outline">
                    {t(`weekday.${day as "1"}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
        )}
      </Stack>
    </LocalDates>
  );
}

interface ClockProps {
  form: WizardForm;
  field: "from" | "to";
  disabled?: boolean;
}

/** Always of 24 hours, whatever the browser's own habit. */
function Clock({ form, field, disabled }: ClockProps) {
  const { t } = useTranslation("campaigns");
  const label = t(`field.${field}`);
  return (
    <TimePicker
      label={label}
      format="24h"
      withDropdown
      disabled={disabled}
      hoursInputLabel={t("clock.hours", { label })}
      minutesInputLabel={t("clock.minutes", { label })}
      value={form.values[field]}
      error={form.errors[field]}
      onChange={(time) => time && form.setFieldValue(field, time.slice(0, 5))}
    />
  );
}
