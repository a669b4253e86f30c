// Only what exists is in the menu; the project's items appear within a project.
import {
  IconActivity,
  IconAddressBook,
  IconBan,
  IconChartBar,
  IconChecklist,
  IconFolders,
  IconListDetails,
  IconMusic,
  IconPhone,
  IconPlugConnected,
  IconRoute,
  IconServer2,
  IconShieldHalf,
  IconSpeakerphone,
  IconWallet,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import { useMe, useProject } from "../kit/me";
import styles from "./shell.module.css";

type Icon = ComponentType<{ size?: number; stroke?: number }>;
const PROJECT = [
  ["statistics", IconChartBar],
  ["audiences", IconAddressBook],
  ["campaigns", IconSpeakerphone],
  ["materials", IconMusic],
  ["flows", IconRoute],
  ["details", IconListDetails],
  ["follow-ups", IconChecklist],
  ["integrations", IconPlugConnected],
] as const satisfies readonly (readonly [string, Icon])[];

const ACCOUNT = [
  ["projects", "/projects", IconFolders],
  ["numbers", "/numbers", IconPhone],
  ["line", "/line", IconActivity],
  ["trunks", "/trunks", IconServer2],
  ["limits", "/limits", IconShieldHalf],
  ["finance", "/finance", IconWallet],
  ["stopList", "/stop-list", IconBan],
] as const satisfies readonly (readonly [string, string, Icon])[];

const STAFF = new Set<string>(["trunks", "limits"]);

export function SideMenu() {
  const { t } = useTranslation("shell");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const { projects, is_staff: isStaff } = useMe();
  const name = projects.find(({ id }) => id === project)?.name;
  return (
    <>
      {project > 0 && (
        <>
          <p className={styles.group}>{name}</p>
          {PROJECT.map(([key, Icon]) => (
            <Link key={key} to={`/p/$project/${key}`} params={{ project: String(project) }} className={styles.item}>
              <Icon size={18} stroke={1.7} />
              {t(`nav.${key}`)}
            </Link>
          ))}
        </>
      )}
      <p className={styles.group}>{t("nav.account")}</p>
      {ACCOUNT.filter(([key]) => isStaff || !STAFF.has(key)).map(([key, to, Icon]) => (
        <Link key={key} to={to} className={styles.item}>
          <Icon size={18} stroke={1.7} />
          {t(`nav.${key}`)}
        </Link>
      ))}
      <p className={styles.foot}>
        © {new Date().getFullYear()} {kit("product")}
      </p>
    </>
  );
}
