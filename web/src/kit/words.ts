// Names of codes that the backend sends (states, reasons, kinds): a code without a name is shown as it is.
import { useTranslation } from "react-i18next";

export type Word = (group: string, code: string) => string;

export function useWord(room: string): Word {
  const { i18n } = useTranslation();
  return (group, code) => (code ? String(i18n.t(`${room}:${group}.${code}`, { defaultValue: code })) : "");
}
