import { expect, test } from "vitest";

import { assigned, guessed, phoneIsMapped } from "./plan";

const column = (index: number, guess: string) => ({ index, guess, title: "", sample: [] });

test("of two columns guessed alike the first keeps the meaning", () => {
  expect(guessed([column(0, "phone"), column(1, "phone"), column(2, "skip"), column(3, "custom:city")])).toEqual({
    "0": "phone",
    "1": "skip",
    "2": "skip",
    "3": "custom:city",
  });
});

test("a meaning given to a column leaves the column that had it", () => {
  expect(assigned({ "0": "phone", "1": "name" }, "1", "phone")).toEqual({ "0": "skip", "1": "phone" });
});

test("skipping one column does not touch another that is skipped", () => {
  expect(assigned({ "0": "skip", "1": "name" }, "1", "skip")).toEqual({ "0": "skip", "1": "skip" });
});

test("a file without a phone column is known", () => {
  expect(phoneIsMapped({ "0": "name" })).toBe(false);
  expect(phoneIsMapped({ "0": "name", "1": "phone" })).toBe(true);
});
