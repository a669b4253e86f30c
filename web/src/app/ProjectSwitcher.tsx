import { Button, Menu } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useMe } from "../kit/me";
import styles from "./shell.module.css";

const ROOMS = ["statistics", "audiences", "campaigns", "materials", "flows", "details"] as const;

/** Stays in the same section when the project changes. */
export function ProjectSwitcher({ current }: { current?: number }) {
  const { t } = useTranslation("shell");
  const { projects } = useMe();
  const navigate = useNavigate();
  const room = useRouterState({ select: ({ location }) => location.pathname.split("/")[3] });
  const section = ROOMS.find((one) => one === room) ?? "campaigns";
  const name = projects.find(({ id }) => id === current)?.name;
  return (
    <Menu shadow="md" width={260} position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          className={styles.switcher}
          rightSection={<IconSelector size={14} />}
          aria-label={name ? `${t("project", { name })}. ${t("projectSwitch")}` : t("projectChoose")}
        >
          <span className={styles.long}>{name ? t("project", { name }) : t("projectChoose")}</span>
          <span className={styles.short}>{name ?? t("projectChoose")}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {projects.map(({ id, name }) => (
          <Menu.Item
            key={id}
            rightSection={id === current && <IconCheck size={14} />}
            onClick={() => void navigate({ to: `/p/$project/${section}`, params: { project: String(id) } })}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: "/projects" })}>{t("projectAll")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
