import { describe, expect, test } from "vitest";

import * as format from "./format";

const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  test.each([
    ["18542.8300", "ru", "18 542,83 ₽"],
    ["18542.8300", "en", "18,542.83 ₽"],
    ["-1.1000", "ru", "-1,10 ₽"],
    ["0.0000", "ru", "0,00 ₽"],
    ["9007199254740993.12", "ru", "9 007 199 254 740 993,12 ₽"],
  ])("%s in %s is %s", (amount, language, words) => {
    expect(spaced(format.money(amount, language))).toBe(words);
  });
});

test.each([
  ["79253944577", "+7 (925) 394-45-77"],
  ["375291234567", "+375291234567"],
  ["скрыт", "скрыт"],
])("phone %s is %s", (digits, words) => {
  expect(spaced(format.phone(digits))).toBe(words);
});

test("a moment is told in the zone that is given, not in the browser's", () => {
  expect(format.moment("2026-06-30T22:05:06Z", "Europe/Moscow")).toBe("01.07.2026 01:05:06");
  expect(format.moment("2026-06-30T22:05:06Z", "America/New_York")).toBe("30.06.2026 18:05:06");
  expect(format.moment("2026-06-30T21:00:00Z", "Europe/Moscow")).toBe("01.07.2026 00:00:00");
});

test.each([
  ["2026-07-01", "09:00", "Europe/Moscow", "2026-07-01T06:00:00Z"],
  ["2026-07-01", "00:30", "Asia/Kamchatka", "2026-06-30T12:30:00Z"],
  ["2026-03-29", "09:00", "Europe/Berlin", "2026-03-29T07:00:00Z"],
  ["2026-10-25", "09:00", "Europe/Berlin", "2026-10-25T08:00:00Z"],
])("%s %s in %s is %s", (day, time, zone, iso) => {
  expect(format.wallToIso(day, time, zone)).toBe(iso);
});

test.each([
  [7, "0:07"],
  [750.9, "12:30"],
  [3723, "1:02:03"],
  [-1, "0:00"],
])("%d seconds on the clock are %s", (seconds, words) => {
  expect(format.clock(seconds)).toBe(words);
});
