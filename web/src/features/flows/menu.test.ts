import { expect, test } from "vitest";

import { freshMenu, fromDocument, type Menu, reaction, toDocument } from "./menu";

const titles = { start: "Ответ", key: (digit: string) => `Клавиша ${digit}`, other: "Другая", silence: "Молчание" };

const rich: Menu = {
  record: true,
  clip: "12",
  listenFrom: 3,
  keys: [
    { digit: "1", reaction: reaction({ goal: true, tag: "Лид", message: true, text: "Спасибо", clip: "13" }) },
    { digit: "2", reaction: reaction({ stop: true }) },
    { digit: "0", reaction: reaction({ end: "repeat", times: 2 }) },
  ],
  other: reaction({ end: "repeat" }),
  silence: reaction({ clip: "campaign" }),
};

test.each([
  ["a fresh menu", freshMenu("Лид")],
  ["a rich menu", rich],
  ["a bare clip", { ...rich, keys: [], other: null, silence: null }],
])("%s survives the way to a document and back", (_name, menu) => {
  expect(fromDocument(toDocument(menu, titles))).toEqual(menu);
});

test("recording comes first and facts come before the clip that follows them", () => {
  const { nodes } = toDocument(rich, titles);
  expect(nodes.answer?.cards.map((card) => card.do)).toEqual(["record", "play"]);
  expect(nodes.key1?.cards.map((card) => card.do)).toEqual(["goal", "message", "play", "hangup"]);
});

test("a clip without keys opens no recognition", () => {
  const { nodes } = toDocument({ ...rich, keys: [], other: null, silence: null }, titles);
  expect(nodes.answer).not.toHaveProperty("recognition");
});

test.each([
  ["an unknown card", { do: "am_filter" }],
  ["a named stop-list", { do: "stop", list: "vip" }],
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
