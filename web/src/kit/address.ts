// The address bar holds pages and filters, so that a list can be sent to a colleague as it is seen.
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";

export type Search = Record<string, string | undefined>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Search): string {
  const kept = Object.entries(search).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams(kept).toString().replaceAll("%2C", ",");
  return query ? `?${query}` : "";
}

/** The sizes the backend takes. */
export const SIZES = [10, 25, 50, 100, 200] as const;
export type Per = (typeof SIZES)[number];

export interface Address {
  page: number;
  per: Per;
  get: (key: string) => string;
  list: (key: string) => string[];
  change: (patch: Search) => void;
}

export function useAddress(): Address {
  const search = useRouterState({ select: (state) => state.location.search as Search });
  const navigate = useNavigate();
  return useMemo(
    () => ({
      page: Math.max(1, Number(search.page) || 1),
      per: SIZES.find((size) => String(size) === search.per) ?? SIZES[0],
      get: (key) => search[key] ?? "",
      list: (key) => (search[key] ? search[key].split(",") : []),
      change: (patch) =>
        void navigate({
          to: ".",
          search: ((now: Search) => ({ ...now, ...("page" in patch ? {} : { page: undefined }), ...patch })) as never,
          replace: true,
        }),
    }),
    [search, navigate],
  );
}
