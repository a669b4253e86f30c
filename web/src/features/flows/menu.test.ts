import { expect, test } from "vitest";

import { freshMenu, type Menu, reaction } from "./menu";
import { fromDocument, toDocument } from "./menuDocument";

const titles = {
  start: "Ответ",
  key: (digit: string) => `Клавиша ${digit}`,
  words: (words: string[]) => words.join(", "),
  nobody: (of: string) => `${of}: никто не ответил`,
  other: "Другая",
  silence: "Молчание",
};

const transfer = {
  operators: [
    { kind: "phone" as const, to: "74951234567" },
    { kind: "sip" as const, to: "sip:ivan@pbx.example" },
  ],
  ringSeconds: 30,
  music: "9",
  nobody: reaction({ ticket: true, ticketTitle: "Перезвонить", ticketText: "{{name}}" }),
};

const rich: Menu = {
  record: true,
  amFilter: true,
  voice: true,
  clip: "12",
  listenFrom: 3,
  keys: [
    { digit: "1", reaction: reaction({ goal: true, tag: "Лид", message: true, text: "Спасибо", clip: "13" }) },
    { digit: "2", reaction: reaction({ stop: true, stopList: "Отказы" }) },
    { digit: "0", reaction: reaction({ end: "repeat", times: 2 }) },
    { digit: "5", reaction: reaction({ end: "goto", flow: 77 }) },
  ],
  answers: [
    { words: ["да", "хочу"], reaction: reaction({ end: "transfer", transfer }) },
    { words: ["нет"], reaction: reaction({ hook: true, integration: 4 }) },
  ],
  other: reaction({ end: "repeat" }),
  silence: reaction({ clip: "campaign" }),
};

test.each([
  ["a fresh menu", freshMenu("Лид")],
  ["a rich menu", rich],
  ["a menu without voice", { ...rich, voice: false, answers: [] }],
  ["a bare clip", { ...rich, voice: false, keys: [], answers: [], other: null, silence: null }],
])("%s survives the way to a document and back", (_name, menu) => {
  expect(fromDocument(toDocument(menu, titles))).toEqual(menu);
});

test("recording comes first and facts come before the clip that follows them", () => {
  const { nodes } = toDocument(rich, titles);
  expect(nodes.answer?.cards.map((card) => card.do)).toEqual(["record", "am_filter", "play"]);
  expect(nodes.key1?.cards.map((card) => card.do)).toEqual(["goal", "message", "play", "hangup"]);
});

test("words come before keys in the order they were given", () => {
  const { nodes } = toDocument(rich, titles);
  expect(nodes.answer?.recognition).toEqual({ mode: "voice" });
  expect(nodes.answer?.branches?.slice(0, 3)).toEqual([
    { when: "words", words: ["да", "хочу"], to: "words1" },
    { when: "words", words: ["нет"], to: "words2" },
    { when: "key", value: "1", to: "key1" },
  ]);
});

test("nobody taking the call is a branch of the transfer's node", () => {
  const { nodes } = toDocument(rich, titles);
  expect(nodes.words1?.branches).toEqual([{ when: "no_operator", to: "words1_nobody" }]);
  expect(nodes.words1_nobody?.cards.map((card) => card.do)).toEqual(["ticket_card", "hangup"]);
});

test("words are left out while the voice is off", () => {
  const { nodes } = toDocument({ ...rich, voice: false }, titles);
  expect(nodes.answer?.branches?.some(({ when }) => when === "words")).toBe(false);
});

test("a clip without answers opens no recognition", () => {
  const { nodes } = toDocument({ ...rich, keys: [], answers: [], other: null, silence: null }, titles);
  expect(nodes.answer).not.toHaveProperty("recognition");
});

test.each([
  ["a filter away from the start", { do: "am_filter" }],
  ["an unknown card", { do: "dance" }],
  ["a repeat of another node", { do: "repeat", times: 1, node: "key2" }],
])("%s is left to a richer editor", (_name, card) => {
  const document = toDocument(rich, titles);
  document.nodes.key1 = { cards: [card] };
  expect(fromDocument(document)).toBeNull();
});

test("a second question is left to a richer editor", () => {
  const document = toDocument(rich, titles);
  document.nodes.key2 = {
    cards: [],
    recognition: { mode: "dtmf" },
    branches: [{ when: "key", value: "1", to: "key1" }],
  };
  expect(fromDocument(document)).toBeNull();
});
