// Calendars speak the language of the cabinet.
import "dayjs/locale/ru";

import { DatesProvider } from "@mantine/dates";
import type { ReactNode } from "react";

import { useLanguage } from "./me";

export function LocalDates({ children }: { children: ReactNode }) {
  const locale = useLanguage();
  return <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>{children}</DatesProvider>;
}
