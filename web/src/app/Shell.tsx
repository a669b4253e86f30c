// The frame of every page inside: menu, header, content.
import { AppShell, Burger, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { StopBanner } from "../features/limits/StopBanner";
import { useProject } from "../kit/me";
import { AvatarMenu } from "./AvatarMenu";
import { BalanceLink } from "./BalanceLink";
import { useLive } from "./live";
import { Mark } from "./Mark";
import { PageSkeleton } from "./PageSkeleton";
import { ProjectSwitcher } from "./ProjectSwitcher";
import styles from "./shell.module.css";
import { SideMenu } from "./SideMenu";
import { LanguageSwitch, ThemeSwitch } from "./Switches";

export default function Shell() {
  const { t } = useTranslation("shell");
  const [mobile, { toggle: toggleMobile, close }] = useDisclosure(false);
  const [wide, { toggle: toggleWide }] = useDisclosure(true);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const connected = useLive();
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 212, breakpoint: "md", collapsed: { mobile: !mobile, desktop: !wide } }}
      padding={{ base: "sm", sm: "md" }}
    >
      <a href="#content" className="skip">
        {t("skip")}
      </a>
      <AppShell.Header className={styles.header}>
        <Header mobile={mobile} toggleMobile={toggleMobile} wide={wide} toggleWide={toggleWide} />
      </AppShell.Header>
      <AppShell.Navbar className={styles.navbar} p="xs" aria-label={t("menu")}>
        <SideMenu />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {!connected && (
          <div className={styles.offline} role="status">
            {t("offline")}
          </div>
        )}
        <StopBanner />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

interface HeaderProps {
  mobile: boolean;
  wide: boolean;
  toggleMobile: () => void;
  toggleWide: () => void;
}

function Header({ mobile, wide, toggleMobile, toggleWide }: HeaderProps) {
  const { t } = useTranslation("shell");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const shared = { size: "sm", "aria-label": t("menuOpen") } as const;
  return (
    <Group h="100%" px="sm" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Burger {...shared} opened={mobile} onClick={toggleMobile} hiddenFrom="md" aria-expanded={mobile} />
        <Burger
          {...shared}
          onClick={toggleWide}
          visibleFrom="md"
          aria-expanded={wide}
          aria-label={t(wide ? "menuFold" : "menuOpen")}
        />
        <Link to="/" className={styles.brand} aria-label={kit("product")}>
          <Mark />
          <Group component="span" visibleFrom="md">
            {kit("product")}
          </Group>
        </Link>
        <ProjectSwitcher current={project || undefined} />
      </Group>
      <Group gap={6} wrap="nowrap">
        <BalanceLink />
        <Group gap={6} wrap="nowrap" visibleFrom="sm">
          <LanguageSwitch />
          <ThemeSwitch />
        </Group>
        <AvatarMenu />
      </Group>
    </Group>
  );
}
