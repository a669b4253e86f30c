// The simple key menu as a form, and the call flow document it stands for. Richer documents are not of this shape.

export type Clip = "campaign" | string;

export interface Reaction {
  goal: boolean;
  tag: string;
  stop: boolean;
  message: boolean;
  text: string;
  sender: string;
  clip: Clip | null;
  end: "hangup" | "repeat";
  times: number;
}

export interface Menu {
  record: boolean;
  clip: Clip;
  listenFrom: number;
  keys: { digit: string; reaction: Reaction }[];
  other: Reaction | null;
  silence: Reaction | null;
}

export const DIGITS = [..."1234567890"];
export const START = "answer";

export function reaction(patch: Partial<Reaction> = {}): Reaction {
  return {
    goal: false,
    tag: "",
    stop: false,
    message: false,
    text: "",
    sender: "",
    clip: null,
    end: "hangup",
    times: 1,
    ...patch,
  };
}

export function freshMenu(tag: string): Menu {
  return {
    record: false,
    clip: "campaign",
    listenFrom: 0,
    keys: [
      { digit: "1", reaction: reaction({ goal: true, tag }) },
      { digit: "2", reaction: reaction({ stop: true }) },
    ],
    other: reaction({ end: "repeat" }),
    silence: null,
  };
}

export type Card = Record<string, unknown> & { do: string };
export interface Node {
  title?: string;
  at?: number[];
  cards: Card[];
  recognition?: { mode: string };
  branches?: { when: string; value?: string; to: string }[];
  next?: string;
}
export interface Document {
  version: number;
  start: string;
  nodes: Record<string, Node>;
}

const asMaterial = (clip: Clip) => (clip === "campaign" ? "campaign" : Number(clip));

function cardsOf(given: Reaction): Card[] {
  const cards: Card[] = [];
  if (given.goal) cards.push({ do: "goal", tag: given.tag });
  if (given.stop) cards.push({ do: "stop", list: "" });
  if (given.message) cards.push({ do: "message", text: given.text, sender: given.sender });
  if (given.clip) cards.push({ do: "play", material: asMaterial(given.clip) });
  cards.push(given.end === "repeat" ? { do: "repeat", times: given.times, node: START } : { do: "hangup" });
  return cards;
}

export interface Titles {
  start: string;
  key: (digit: string) => string;
  other: string;
  silence: string;
}

export function toDocument(menu: Menu, titles: Titles): Document {
  const outcomes = [
    ...menu.keys.map(({ digit, reaction: given }) => ({ id: `key${digit}`, title: titles.key(digit), given })),
    ...(menu.other ? [{ id: "other", title: titles.other, given: menu.other }] : []),
    ...(menu.silence ? [{ id: "silence", title: titles.silence, given: menu.silence }] : []),
  ];
  const play: Card = { do: "play", material: asMaterial(menu.clip), recognition_start_seconds: menu.listenFrom };
  const start: Node = { title: titles.start, at: [0, 0], cards: [...(menu.record ? [{ do: "record" }] : []), play] };
  if (outcomes.length) {
    start.recognition = { mode: "dtmf" };
    start.branches = outcomes.map(({ id }) =>
      id.startsWith("key") ? { when: "key", value: id.slice(3), to: id } : { when: id, to: id },
    );
  }
  const rest = outcomes.map(({ id, title, given }, index): [string, Node] => [
    id,
    { title, at: [420, index * 180], cards: cardsOf(given) },
  ]);
  return { version: 1, start: START, nodes: Object.fromEntries([[START, start], ...rest]) };
}

/** Reads a node back, or says that the form cannot show it. */
function reactionOf(node: Node | undefined, start: string): Reaction | null {
  if (!node || node.recognition || node.branches?.length || node.next) return null;
  const made = reaction();
  const seen = new Set<string>();
  for (const card of node.cards) {
    if (seen.has(card.do)) return null;
    seen.add(card.do);
    if (card.do === "goal") Object.assign(made, { goal: true, tag: String(card.tag ?? "") });
    else if (card.do === "stop" && !card.list) made.stop = true;
    else if (card.do === "message")
      Object.assign(made, { message: true, text: String(card.text ?? ""), sender: String(card.sender ?? "") });
    else if (card.do === "play") made.clip = String(card.material);
    else if (card.do === "repeat" && (!card.node || card.node === start))
      Object.assign(made, { end: "repeat", times: Number(card.times ?? 1) });
    else if (card.do !== "hangup") return null;
  }
  return made;
}

export function fromDocument(document: Document): Menu | null {
  const start = document.nodes?.[document.start];
  const play = start?.cards.find((card) => card.do === "play");
  if (!start || !play || start.next) return null;
  if (start.cards.some((card) => card.do !== "play" && card.do !== "record")) return null;
  const menu: Menu = {
    record: start.cards.some((card) => card.do === "record"),
    clip: String(play.material),
    listenFrom: Number(play.recognition_start_seconds ?? 0),
    keys: [],
    other: null,
    silence: null,
  };
  const branches = start.branches ?? [];
  for (const branch of branches) {
    const read = reactionOf(document.nodes[branch.to], document.start);
    if (!read) return null;
    if (branch.when === "key") menu.keys.push({ digit: String(branch.value), reaction: read });
    else if (branch.when === "other") menu.other = read;
    else if (branch.when === "silence") menu.silence = read;
    else return null;
  }
  return Object.keys(document.nodes).length === branches.length + 1 ? menu : null;
}
