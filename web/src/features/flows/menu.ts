// The simple menu as a form holds it: one question, and what each answer leads to. Richer documents are not of this shape.

export type Clip = "campaign" | string;
export type End = "hangup" | "repeat" | "transfer" | "goto";

export interface Operator {
  kind: "phone" | "sip";
  to: string;
}

export interface Transfer {
  operators: Operator[];
  ringSeconds: number;
  music: Clip | null;
  /** What happens when nobody takes the call; null: it ends. */
  nobody: Reaction | null;
}

export interface Reaction {
  goal: boolean;
  tag: string;
  stop: boolean;
  stopList: string;
  message: boolean;
  text: string;
  sender: string;
  hook: boolean;
  integration: number | null;
  ticket: boolean;
  ticketTitle: string;
  ticketText: string;
  clip: Clip | null;
  end: End;
  times: number;
  transfer: Transfer;
  flow: number | null;
}

export interface Answer {
  words: string[];
  reaction: Reaction;
}

export interface Menu {
  record: boolean;
  amFilter: boolean;
  voice: boolean;
  clip: Clip;
  listenFrom: number;
  keys: { digit: string; reaction: Reaction }[];
  /** Heard only when `voice` is on, in this order. */
  answers: Answer[];
  other: Reaction | null;
  silence: Reaction | null;
}

export const DIGITS = [..."1234567890"];
export const START = "answer";
export const RING_SECONDS = 20;

export function reaction(patch: Partial<Reaction> = {}): Reaction {
  return {
    goal: false,
    tag: "",
    stop: false,
    stopList: "",
    message: false,
    text: "",
    sender: "",
    hook: false,
    integration: null,
    ticket: false,
    ticketTitle: "",
    ticketText: "",
    clip: null,
    end: "hangup",
    times: 1,
    transfer: { operators: [{ kind: "phone", to: "" }], ringSeconds: RING_SECONDS, music: null, nobody: null },
    flow: null,
    ...patch,
  };
}

export function freshMenu(tag: string): Menu {
  return {
    record: false,
    amFilter: false,
    voice: false,
    clip: "campaign",
    listenFrom: 0,
    keys: [
      { digit: "1", reaction: reaction({ goal: true, tag }) },
      { digit: "2", reaction: reaction({ stop: true }) },
    ],
    answers: [],
    other: reaction({ end: "repeat" }),
    silence: null,
  };
}
