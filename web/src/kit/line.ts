// The live line as the backend tells it once a second; it is told, never asked for.
import { skipToken, useQuery } from "@tanstack/react-query";

export const LINE_KEY = ["line"];
export const STATES = ["dialling", "ringing", "talking", "transferred"] as const;

export type Calls = Record<(typeof STATES)[number], number>;

export interface Line {
  states: Calls;
  trunks: (Calls & { name: string })[];
  campaigns: (Calls & { id: number; name: string })[];
}

export function total(calls: Calls): number {
  return STATES.reduce((sum, state) => sum + calls[state], 0);
}

/** Undefined until the first word of it has come. */
export function useLine(): Line | undefined {
  return useQuery<Line>({ queryKey: LINE_KEY, queryFn: skipToken, staleTime: Infinity, gcTime: Infinity }).data;
}
