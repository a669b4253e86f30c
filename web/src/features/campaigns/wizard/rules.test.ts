import { expect, test } from "vitest";

import { faultsOf, firstFaulty, type Tab } from "./rules";
import { fresh, fromDetail, toBody, type Values } from "./values";

const circumstances = { needsClips: true, today: "2026-07-01" };
const clip = { material: 12, name: "Ролик", start: 3 };
const good: Values = {
  ...fresh("Акция", "Europe/Moscow"),
  flow: "1",
  clips: [clip],
  audiences: ["3"],
  numbers: ["4"],
};

test("a full form has no fault", () => {
  expect(firstFaulty(good, circumstances)).toBeUndefined();
});

test.each<[Partial<Values>, Tab, string]>([
  [{ name: "  " }, "main", "name"],
  [{ flow: null }, "main", "flow"],
  [{ clips: [] }, "main", "clips"],
  [{ channel: "sms", text: " " }, "main", "text"],
  [{ audiences: [] }, "audiences", "audiences"],
  [{ numbers: [] }, "channels", "numbers"],
  [{ answerWait: 4 }, "settings", "answerWait"],
  [{ speed: 36_100 }, "settings", "speed"],
  [{ redial: true, redialAttempts: 4 }, "settings", "redialAttempts"],
  [{ redial: true, redialInterval: 59 }, "settings", "redialInterval"],
  [{ spendLimit: "много" }, "settings", "spendLimit"],
  [{ windowed: true, from: "18:00", to: "09:00" }, "planning", "to"],
  [{ windowed: true, days: [] }, "planning", "days"],
  [{ day: "2026-06-30" }, "planning", "day"],
])("%j is stopped on its own tab", (patch, tab, field) => {
  const values = { ...good, ...patch };
  expect(firstFaulty(values, circumstances)).toBe(tab);
  expect(faultsOf(tab, values, circumstances)).toHaveProperty(field);
});

test("a flow with clips of its own needs none from the campaign", () => {
  expect(firstFaulty({ ...good, clips: [] }, { ...circumstances, needsClips: false })).toBeUndefined();
});

test("the carousel needs no numbers and sends none", () => {
  const values = { ...good, routing: "carousel" };
  expect(firstFaulty({ ...values, numbers: [] }, circumstances)).toBeUndefined();
  expect(toBody(values).numbers).toEqual([]);
});

test("a planned day starts at «Начиная с» of the campaign's zone", () => {
  const body = toBody({ ...good, day: "2026-07-02", from: "10:30", zone: "Asia/Novosibirsk" });
  expect(body.start_at).toBe("2026-07-02T03:30:00Z");
});

test("an SMS campaign carries its text and no call settings of another kind", () => {
  const body = toBody({ ...good, channel: "sms", text: "Здравствуйте!" });
  expect(body).toMatchObject({ text: "Здравствуйте!", flow: null, materials: [], numbers: [] });
});

test("what is saved comes back into the form as it was", () => {
  const values: Values = {
    ...good,
    day: "2026-07-02",
    windowed: true,
    days: ["1", "5"],
    redial: true,
    redialAttempts: 2,
  };
  const body = toBody(values);
  const kept = {
    ...body,
    flow: { id: 1, name: "Меню" },
    numbers: [{ id: 4, phone: "79161234567" }],
    audiences: [{ id: 3, name: "Клиенты", contacts_count: 2 }],
    stop_audiences: [],
    materials: [{ material: 12, name: "Ролик", kind: "audio", recognition_start_seconds: 3 }],
  };
  expect(fromDetail(kept as never)).toEqual(values);
});
