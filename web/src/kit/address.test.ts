import { expect, test } from "vitest";

import { parseSearch, writeSearch } from "./address";

test("an address is what a person would write", () => {
  expect(writeSearch({ state: "running,paused", page: "2", name: undefined, tab: "" })).toBe(
    "?state=running,paused&page=2",
  );
});

test("what is written is read back, Cyrillic and signs included", () => {
  const search = { name: "скидка 20 % & ещё", state: "a,b" };
  expect(parseSearch(writeSearch(search))).toEqual(search);
});

test("nothing chosen leaves a clean address", () => {
  expect(writeSearch({ page: undefined })).toBe("");
});
