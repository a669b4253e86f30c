// How the thirteen states look, and which actions mean what.
import type { Tone } from "../../kit/StateBadge";

export const STATES = [
  "draft",
  "processing",
  "moderation",
  "clarification",
  "rejected",
  "accepted",
  "scheduled",
  "queued",
  "running",
  "paused",
  "stopped",
  "finished",
  "error",
] as const;

const TONES: Record<string, Tone> = {
  draft: "calm",
  processing: "busy",
  moderation: "warn",
  clarification: "warn",
  rejected: "bad",
  accepted: "busy",
  scheduled: "busy",
  queued: "busy",
  running: "good",
  paused: "warn",
  stopped: "bad",
  finished: "calm",
  error: "bad",
};

export function toneOf(state: string): Tone {
  return TONES[state] ?? "calm";
}

const MOVING = new Set(["processing", "queued", "running"]);

export function isMoving(state: string): boolean {
  return MOVING.has(state);
}

/** Speed is a cap that may be moved while calls are made and before; a closed campaign keeps what it had. */
export function speedIsEditable(state: string, archived: boolean): boolean {
  return !archived && ["draft", "accepted", "scheduled", "queued", "running", "paused", "rejected"].includes(state);
}
