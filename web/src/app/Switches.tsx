// Language and theme: the same two switches in the header and on the sign-in page.
import { SegmentedControl, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { IconAction } from "../kit/IconAction";
import { currentLanguage, type Language, switchLanguage } from "./i18n";

export function LanguageSwitch({ onChange }: { onChange?: (language: Language) => void }) {
  const { t } = useTranslation("shell");
  const queries = useQueryClient();
  const choose = async (value: string) => {
    const language = value as Language;
    await switchLanguage(language);
    onChange?.(language);
    // Some texts (comments, problems) are written by the backend in the language of the request.
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== "/api/v1/me" });
  };
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("language")}
      value={currentLanguage()}
      onChange={(value) => void choose(value)}
      data={[
        { value: "ru", label: "Ru" },
        { value: "en", label: "En" },
      ]}
    />
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation("shell");
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light", { getInitialValueInEffect: false }) === "dark";
  return (
    <IconAction
      label={t(dark ? "themeLight" : "themeDark")}
      icon={dark ? IconSun : IconMoon}
      size="lg"
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    />
  );
}
