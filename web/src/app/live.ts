// What the backend tells as it happens: one WebSocket, written straight into what the pages have already read.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { LINE_KEY } from "../kit/line";
import { refreshed } from "../kit/refresh";

export interface Told {
  type: string;
  id?: number;
  [field: string]: unknown;
}

const ROOMS: Record<string, string> = {
  campaign: "/campaigns",
  audience: "/audiences",
  material: "/materials",
  number: "/numbers",
};
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** A running campaign is told about several times a second; its tables are asked again at most this often. */
const ASK_AGAIN_MS = 2_500;

export function waitBefore(attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return longest / 2 + (longest / 2) * chance;
}

type Row = Record<string, unknown> & { id?: number };

/** Counters are told in part: those that are not told stay as they were read. */
function patchRow(row: Row, told: Told): Row {
  if (row.id !== told.id) return row;
  const { type: _kind, ...fields } = told;
  const size = told.size ? { ...(row.size as object), ...(told.size as object) } : row.size;
  return { ...row, ...fields, ...(size ? { size } : {}) };
}

/** The same data with the told fields in place: lists by their items, single objects by id. */
export function patched(kept: unknown, told: Told): unknown {
  if (!kept || typeof kept !== "object") return kept;
  const items = (kept as { items?: Row[] }).items;
  if (!Array.isArray(items)) return patchRow(kept as Row, told);
  if (!items.some((row) => row.id === told.id)) return kept;
  return { ...kept, items: items.map((row) => patchRow(row, told)) };
}

export function hear(queries: QueryClient, told: Told): void {
  if (told.type === "balance") {
    queries.setQueryData(["get", "/api/v1/balance"], (kept: object | undefined) =>
      kept ? { ...kept, available: told.available, held: told.held } : kept,
    );
    return;
  }
  if (told.type === "line") queries.setQueryData(LINE_KEY, told);
  const room = ROOMS[told.type];
  if (!room) return;
  const end = new RegExp(`${room}(/\\{\\w+\\})?$`);
  queries.setQueriesData({ predicate: ({ queryKey }) => end.test(String(queryKey[1])) }, (kept: unknown) =>
    patched(kept, told),
  );
}

/** What a change of a campaign, an audience or a material makes stale beside the object itself. */
function staleParts(told: Told): string[] {
  if (told.type === "campaign") return ["/statistics", "/calls", "/messages", "/campaigns/{campaign_id}"];
  if (told.type === "number") return ["/numbers", "/balance"];
  if (told.type === "webhook") return ["/deliveries", "/calls/{call_id}"];
  if (told.type === "follow_up") return ["/follow-ups", "/calls/{call_id}"];
  if (told.type === "trial") return ["/trials", "/balance"];
  if (told.type === "phone_proof") return ["/me/phone"];
  if (told.type === "dialling_stop") return ["/limits", "/campaigns"];
  if (told.type === "limits") return ["/limits"];
  if (told.type === "audience") return ["/contacts", "/imports"];
  return [];
}

class Listener {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private readonly stale = new Set<string>();
  private over = false;

  constructor(
    private readonly queries: QueryClient,
    private readonly onConnected: (connected: boolean) => void,
  ) {
    this.open();
  }

  private open(): void {
    const secure = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${secure}//${location.host}/live`);
    this.socket.onopen = () => this.opened();
    this.socket.onmessage = ({ data }) => this.heard(JSON.parse(String(data)) as Told);
    this.socket.onclose = () => this.closed();
  }

  private opened(): void {
    // What happened while the line was down was told to nobody.
    if (this.attempt > 0) refreshed(this.queries, "/api/v1/");
    this.attempt = 0;
    this.onConnected(true);
  }

  private heard(told: Told): void {
    if (told.type === "resync") return refreshed(this.queries, "/api/v1/");
    hear(this.queries, told);
    for (const part of staleParts(told)) this.stale.add(part);
    this.asking ??= setTimeout(() => this.askAgain(), ASK_AGAIN_MS);
  }

  private askAgain(): void {
    this.asking = undefined;
    refreshed(this.queries, ...this.stale);
    this.stale.clear();
  }

  private closed(): void {
    if (this.over) return;
    // One short break is nobody's business; a longer one is said.
    if (this.attempt >= 2) this.onConnected(false);
    this.timer = setTimeout(() => this.open(), waitBefore(this.attempt, Math.random()));
    this.attempt += 1;
  }

  stop(): void {
    this.over = true;
    clearTimeout(this.timer);
    clearTimeout(this.asking);
    this.socket?.close();
  }
}

export function useLive(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const listener = new Listener(queries, setConnected);
    return () => listener.stop();
  }, [queries]);
  return connected;
}
