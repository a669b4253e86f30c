// Both languages say the same things; plurals differ in number of forms, not in meaning.
import { expect, test } from "vitest";

type Tree = { [key: string]: string | Tree };
const files = import.meta.glob<{ default: Tree }>("../**/texts/*.json", { eager: true });
const PLURAL = /_(zero|one|two|few|many|other)$/;
const FORMS = { ru: ["one", "few", "many", "other"], en: ["one", "other"] };

function leaves(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : leaves(value, `${prefix}${key}.`),
  );
}

const rooms = [...new Set(Object.keys(files).map((path) => path.replace(/(ru|en)\.json$/, "")))];
const of = (room: string, language: "ru" | "en") => leaves(files[`${room}${language}.json`]?.default ?? {});
const meanings = (pairs: [string, string][]) => [...new Set(pairs.map(([key]) => key.replace(PLURAL, "")))].sort();

test("every room speaks both languages", () => {
  expect(rooms.length).toBeGreaterThan(10);
  for (const room of rooms) expect(of(room, "en").length, room).toBeGreaterThan(0);
});

test.each(rooms)("%s has the same keys in Russian and English", (room) => {
  expect(meanings(of(room, "en"))).toEqual(meanings(of(room, "ru")));
});

test.each(rooms)("%s has every plural form of its language", (room) => {
  for (const language of ["ru", "en"] as const) {
    const keys = of(room, language).map(([key]) => key);
    const plural = keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ""));
    for (const key of plural)
      expect(keys).toEqual(expect.arrayContaining(FORMS[language].map((form) => `${key}_${form}`)));
  }
});

test.each(rooms)("%s fills in the same values in both languages", (room) => {
  const holes = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
  const english = new Map(of(room, "en"));
  for (const [key, text] of of(room, "ru")) {
    const other = english.get(key);
    if (other !== undefined) expect(holes(other), key).toEqual(holes(text));
  }
});

test("no text is empty", () => {
  for (const room of rooms)
    for (const [key, text] of [...of(room, "ru"), ...of(room, "en")])
      expect(text.trim(), `${room} ${key}`).not.toBe("");
});
