import { describe, expect, it } from "vitest";

import type { PhoneNumber } from "../../kit/types";
import { placeOf, shownPhone } from "./columns";
import { byHour } from "./HealthChart";
import { sumOf } from "./RentTab";

const word = (_group: string, code: string) => (code === "RU" ? "Россия" : code);

describe("numbers", () => {
  it("adds up what is ticked", () => {
    expect(sumOf([{ fee: "15.5000" }, { fee: "0.1000" }, { fee: "0.2000" }])).toBe("15.80");
    expect(sumOf([])).toBe("0.00");
  });

  it("shows a masked number as it came", () => {
    const number = { phone: "+7 (910) *** - 11 - 94", masked: true } as PhoneNumber;
    expect(shownPhone(number)).toBe("+7 (910) *** - 11 - 94");
  });

  it("names the country once", () => {
    expect(placeOf({ country: "RU", region: "Россия" }, word)).toEqual({ country: "", region: "Россия" });
    expect(placeOf({ country: "RU", region: "Москва" }, word)).toEqual({ country: "Россия", region: "Москва" });
    expect(placeOf({ country: "", region: "" }, word)).toEqual({ country: "", region: "" });
  });

  it("adds carriers up by hour, or takes one", () => {
    const hours = [
      { hour: "2030-01-10T13:00:00Z", carrier: "МТС", calls: 5, answered: 2 },
      { hour: "2030-01-10T12:00:00Z", carrier: "МТС", calls: 3, answered: 1 },
      { hour: "2030-01-10T12:00:00Z", carrier: "", calls: 1, answered: 1 },
    ];
    expect(byHour(hours, null).map(({ calls, answered }) => [calls, answered])).toEqual([
      [4, 2],
      [5, 2],
    ]);
    expect(byHour(hours, "").map(({ calls }) => calls)).toEqual([1]);
  });
});
