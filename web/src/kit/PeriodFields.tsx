// «Период с» and «Период по»: calendar days of the account's zone.
import { DateInput } from "@mantine/dates";
import { useTranslation } from "react-i18next";

import "@mantine/dates/styles.css";

import type { Filtering } from "./Filters";
import { LocalDates } from "./LocalDates";

export function PeriodFields({ filters }: { filters: Filtering }) {
  const { t } = useTranslation("kit");
  const field = (key: "from" | "to") => (
    <DateInput
      label={t(`period.${key}`)}
      placeholder={t("period.placeholder")}
      valueFormat="DD.MM.YYYY"
      clearable
      value={filters.draft[key] || null}
      minDate={key === "to" ? filters.draft.from || undefined : undefined}
      onChange={(value) => filters.set(key, value)}
      clearButtonProps={{ "aria-label": t("clear") }}
    />
  );
  return (
    <LocalDates>
      {field("from")}
      {field("to")}
    </LocalDates>
  );
}
