// Texts live with their feature and arrive with its page; Russian is first, English second.
import i18n, { type ResourceLanguage } from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "ru" | "en";

const KEY = "rupor-language";

function remembered(): Language {
  const kept = localStorage.getItem(KEY);
  return kept === "en" ? "en" : "ru";
}

void i18n.use(initReactI18next).init({
  lng: remembered(),
  fallbackLng: "ru",
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
});
document.documentElement.lang = i18n.language;

export function addTexts(room: string, texts: { ru: ResourceLanguage; en: ResourceLanguage }): void {
  i18n.addResourceBundle("ru", room, texts.ru, true, true);
  i18n.addResourceBundle("en", room, texts.en, true, true);
}

export function currentLanguage(): Language {
  return i18n.language === "en" ? "en" : "ru";
}

export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

export default i18n;
