import { expect, test } from "vitest";

import { smsSize } from "./smsParts";

test.each([
  ["", "gsm", 0],
  ["a".repeat(160), "gsm", 1],
  ["a".repeat(161), "gsm", 2],
  ["a".repeat(306), "gsm", 2],
  ["a".repeat(307), "gsm", 3],
  ["я".repeat(70), "ucs2", 1],
  ["я".repeat(71), "ucs2", 2],
  ["я".repeat(134), "ucs2", 2],
  ["я".repeat(135), "ucs2", 3],
  ["€".repeat(80), "gsm", 1],
  ["€".repeat(81), "gsm", 2],
  // 153 places hold 76 two-place characters: the 77th begins the next part.
  ["€".repeat(152), "gsm", 2],
  ["€".repeat(153), "gsm", 3],
  ["🙂".repeat(35), "ucs2", 1],
  // 67 places hold 33 whole pairs.
  ["🙂".repeat(67), "ucs2", 3],
] as const)("%# takes the parts it takes at the network", (text, encoding, parts) => {
  expect(smsSize(text)).toMatchObject({ encoding, parts });
});
