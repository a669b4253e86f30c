// The call flow document that a menu stands for, and the way back where there is one.
import { type Clip, type Menu, type Operator, type Reaction, reaction, RING_SECONDS, START } from "./menu";

export type Card = Record<string, unknown> & { do: string };
export interface Branch {
  when: string;
  value?: string;
  words?: string[];
  to: string;
}
export interface Node {
  title?: string;
  at?: number[];
  cards: Card[];
  recognition?: { mode: string };
  branches?: Branch[];
  next?: string;
}
export interface Document {
  version: number;
  start: string;
  nodes: Record<string, Node>;
}

export interface Titles {
  start: string;
  key: (digit: string) => string;
  words: (words: string[]) => string;
  nobody: (of: string) => string;
  other: string;
  silence: string;
}

const asMaterial = (clip: Clip) => (clip === "campaign" ? "campaign" : Number(clip));
const nobodyOf = (id: string) => `${id}_nobody`;

function endOf(given: Reaction): Card[] {
  const { operators, ringSeconds, music } = given.transfer;
  switch (given.end) {
    case "repeat":
      return [{ do: "repeat", times: given.times, node: START }];
    case "goto":
      return [{ do: "goto", flow: given.flow }];
    case "transfer":
      return [
        { do: "transfer", operators, ring_seconds: ringSeconds, ...(music && { music: asMaterial(music) }) },
        { do: "hangup" },
      ];
    case "hangup":
      return [{ do: "hangup" }];
  }
}

function cardsOf(given: Reaction): Card[] {
  const cards: Card[] = [];
  if (given.goal) cards.push({ do: "goal", tag: given.tag });
  if (given.stop) cards.push({ do: "stop", list: given.stopList });
  if (given.message) cards.push({ do: "message", text: given.text, sender: given.sender });
  if (given.hook) cards.push({ do: "webhook", integration: given.integration });
  if (given.ticket) cards.push({ do: "ticket_card", title: given.ticketTitle, text: given.ticketText });
  if (given.clip) cards.push({ do: "play", material: asMaterial(given.clip) });
  return [...cards, ...endOf(given)];
}

interface Outcome {
  id: string;
  title: string;
  branch: Omit<Branch, "to">;
  given: Reaction;
}

function outcomesOf(menu: Menu, titles: Titles): Outcome[] {
  const answers = menu.voice ? menu.answers : [];
  return [
    ...answers.map(({ words, reaction: given }, index) => ({
      id: `words${index + 1}`,
      title: titles.words(words),
      branch: { when: "words", words },
      given,
    })),
    ...menu.keys.map(({ digit, reaction: given }) => ({
      id: `key${digit}`,
      title: titles.key(digit),
      branch: { when: "key", value: digit },
      given,
    })),
    ...(["other", "silence"] as const).flatMap((when) => {
      const given = menu[when];
      return given ? [{ id: when, title: titles[when], branch: { when }, given }] : [];
    }),
  ];
}

/** The node of an answer, and the one for when nobody takes its transfer. */
function nodesOf({ id, title, given }: Outcome, row: number, titles: Titles): [string, Node][] {
  const node: Node = { title, at: [420, row * 180], cards: cardsOf(given) };
  const nobody = given.end === "transfer" ? given.transfer.nobody : null;
  if (!nobody) return [[id, node]];
  const beyond = nobodyOf(id);
  node.branches = [{ when: "no_operator", to: beyond }];
  return [
    [id, node],
    [beyond, { title: titles.nobody(title), at: [840, row * 180], cards: cardsOf(nobody) }],
  ];
}

export function toDocument(menu: Menu, titles: Titles): Document {
  const outcomes = outcomesOf(menu, titles);
  const heads: Card[] = [...(menu.record ? [{ do: "record" }] : []), ...(menu.amFilter ? [{ do: "am_filter" }] : [])];
  const play: Card = { do: "play", material: asMaterial(menu.clip), recognition_start_seconds: menu.listenFrom };
  const start: Node = { title: titles.start, at: [0, 0], cards: [...heads, play] };
  if (outcomes.length) {
    start.recognition = { mode: menu.voice ? "voice" : "dtmf" };
    start.branches = outcomes.map(({ id, branch }) => ({ ...branch, to: id }));
  }
  const rest = outcomes.flatMap((outcome, row) => nodesOf(outcome, row, titles));
  return { version: 1, start: START, nodes: Object.fromEntries([[START, start], ...rest]) };
}

const text = (value: unknown) => String(value ?? "");

/** Takes one card in; false when the form has no place for it. */
function take(made: Reaction, card: Card, start: string): boolean {
  switch (card.do) {
    case "goal":
      return Boolean(Object.assign(made, { goal: true, tag: text(card.tag) }));
    case "stop":
      return Boolean(Object.assign(made, { stop: true, stopList: text(card.list) }));
    case "message":
      return Boolean(Object.assign(made, { message: true, text: text(card.text), sender: text(card.sender) }));
    case "webhook":
      return Boolean(Object.assign(made, { hook: true, integration: card.integration ?? null }));
    case "ticket_card":
      return Boolean(Object.assign(made, { ticket: true, ticketTitle: text(card.title), ticketText: text(card.text) }));
    case "play":
      return Boolean(Object.assign(made, { clip: String(card.material) }));
    case "goto":
      return Boolean(Object.assign(made, { end: "goto", flow: card.flow ?? null }));
    case "transfer":
      made.end = "transfer";
      made.transfer = {
        operators: (card.operators as Operator[]) ?? [],
        ringSeconds: Number(card.ring_seconds ?? RING_SECONDS),
        music: card.music ? String(card.music) : null,
        nobody: null,
      };
      return true;
    case "repeat":
      if (card.node && card.node !== start) return false;
      return Boolean(Object.assign(made, { end: "repeat", times: Number(card.times ?? 1) }));
    default:
      return card.do === "hangup";
  }
}

/** Reads a node back, or says that the form cannot show it. */
function reactionOf(document: Document, id: string): Reaction | null {
  const node = document.nodes[id];
  if (!node || node.recognition || node.next) return null;
  const made = reaction();
  const seen = new Set<string>();
  for (const card of node.cards) {
    if (seen.has(card.do) || !take(made, card, document.start)) return null;
    seen.add(card.do);
  }
  const branches = node.branches ?? [];
  if (!branches.length) return made;
  const [branch] = branches;
  if (made.end !== "transfer" || branches.length > 1 || branch?.when !== "no_operator") return null;
  const nobody = branch.to === id ? null : reactionOf(document, branch.to);
  if (!nobody || nobody.end === "transfer") return null;
  made.transfer.nobody = nobody;
  return made;
}

export function fromDocument(document: Document): Menu | null {
  const start = document.nodes?.[document.start];
  const play = start?.cards.find((card) => card.do === "play");
  if (!start || !play || start.next) return null;
  if (start.cards.some((card) => !["play", "record", "am_filter"].includes(card.do))) return null;
  const menu: Menu = {
    record: start.cards.some((card) => card.do === "record"),
    amFilter: start.cards.some((card) => card.do === "am_filter"),
    voice: start.recognition?.mode === "voice",
    clip: String(play.material),
    listenFrom: Number(play.recognition_start_seconds ?? 0),
    keys: [],
    answers: [],
    other: null,
    silence: null,
  };
  let shown = 1;
  for (const branch of start.branches ?? []) {
    const read = reactionOf(document, branch.to);
    if (!read) return null;
    if (branch.when === "key") menu.keys.push({ digit: String(branch.value), reaction: read });
    else if (branch.when === "words") menu.answers.push({ words: branch.words ?? [], reaction: read });
    else if (branch.when === "other" || branch.when === "silence") menu[branch.when] = read;
    else return null;
    shown += read.end === "transfer" && read.transfer.nobody ? 2 : 1;
  }
  return Object.keys(document.nodes).length === shown ? menu : null;
}
