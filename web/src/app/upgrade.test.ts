import { expect, test } from "vitest";

import { mayReload } from "./upgrade";

test("a part that stays absent does not reload the page for ever", () => {
  expect(mayReload(null, 1_000_000)).toBe(true);
  expect(mayReload("999000", 1_000_000)).toBe(false);
  expect(mayReload("900000", 1_000_000)).toBe(true);
});
