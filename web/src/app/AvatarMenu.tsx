import { ActionIcon, Avatar, Group, Menu, Text, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconLanguage, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "../kit/me";
import { useDeed } from "../kit/refresh";
import { currentLanguage, switchLanguage } from "./i18n";
import { signOut } from "./session";

const ProfileDialog = lazy(() => import("../features/accounts/ProfileDialog"));

function initials(words: string): string {
  const letters = words.split(/[\s@.]+/).filter(Boolean);
  return letters
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase())
    .join("");
}

export function AvatarMenu() {
  const { t } = useTranslation("shell");
  const me = useMe();
  const [profile, setProfile] = useState(false);
  return (
    <>
      <Menu shadow="md" width={240} position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="transparent" size={38} radius="xl" aria-label={t("avatar")}>
            <Avatar radius="xl" size={34} color="teal" variant="filled">
              {initials(me.name || me.email)}
            </Avatar>
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600} c="bright" truncate>
              {me.name || me.email}
            </Text>
            <Text size="xs" truncate>
              {me.account.title}
            </Text>
          </Menu.Label>
          <Menu.Item leftSection={<IconUser size={16} />} onClick={() => setProfile(true)}>
            {t("profile")}
          </Menu.Item>
          <PhoneSwitches />
          <Menu.Divider />
          <SignOutItem />
        </Menu.Dropdown>
      </Menu>
      {profile && (
        <Suspense fallback={null}>
          <ProfileDialog onClose={() => setProfile(false)} />
        </Suspense>
      )}
    </>
  );
}

/** On a phone the header has no room for language and theme: they are here. */
function PhoneSwitches() {
  const { t } = useTranslation("shell");
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const other = currentLanguage() === "ru" ? "en" : "ru";
  return (
    <Group gap={0} hiddenFrom="sm">
      <Menu.Item leftSection={<IconLanguage size={16} />} onClick={() => void switchLanguage(other)}>
        {other === "en" ? "English" : "Русский"}
      </Menu.Item>
      <Menu.Item
        leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />}
        onClick={() => setColorScheme(dark ? "light" : "dark")}
      >
        {t(dark ? "themeLight" : "themeDark")}
      </Menu.Item>
    </Group>
  );
}

function SignOutItem() {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const deed = useDeed();
  const leave = () =>
    deed.mutate({
      act: signOut,
      then: () => {
        void navigate({ to: "/sign-in" });
        queries.removeQueries();
      },
    });
  return (
    <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
      {t("signOut")}
    </Menu.Item>
  );
}
