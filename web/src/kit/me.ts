// Who is signed in, and what follows from it everywhere: language, zone, the project at hand.
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api } from "./client";
import type { Me } from "./types";

export const ME = ["get", "/api/v1/me"] as const;

export function useMe(): Me {
  const { data } = api.useSuspenseQuery("get", "/api/v1/me");
  return data;
}

/** The zone in which the cabinet tells time. */
export function useZone(): string {
  const me = useMe();
  return me.time_zone || me.account.time_zone;
}

export function useLanguage(): string {
  return useTranslation().i18n.language;
}

export function useProject(): number {
  const { project } = useParams({ strict: false }) as { project?: string };
  return Number(project);
}

/** Whether the person may change things; the backend decides again. */
export function useMayEdit(): boolean {
  return useMe().rights.includes("edit");
}

export function useMayStart(): boolean {
  return useMe().rights.includes("spend");
}

export function useMayTopUp(): boolean {
  return useMe().is_staff;
}
