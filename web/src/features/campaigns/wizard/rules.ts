// What a tab must hold before «Далее» lets a person on. The backend checks again before the start.
import type { Values } from "./values";

export const TABS = ["main", "audiences", "channels", "settings", "planning"] as const;
export type Tab = (typeof TABS)[number];
export type Fault =
  "name" | "flow" | "clips" | "text" | "audiences" | "numbers" | "range" | "spend" | "times" | "days" | "past";
export type Faults = Partial<Record<keyof Values, Fault>>;

interface Circumstances {
  /** The chosen flow plays the campaign's own clips. */
  needsClips: boolean;
  /** Today's date in the campaign's zone. */
  today: string;
}

const within = (value: number, low: number, high: number) => value >= low && value <= high;

function main(values: Values, { needsClips }: Circumstances): Faults {
  const faults: Faults = {};
  if (!values.name.trim()) faults.name = "name";
  if (values.channel === "sms") {
    if (!values.text.trim()) faults.text = "text";
    return faults;
  }
  if (!values.flow) faults.flow = "flow";
  if (needsClips && !values.clips.length) faults.clips = "clips";
  return faults;
}

function channels(values: Values): Faults {
  const own = values.channel === "voice" && values.routing === "own_numbers";
  return own && !values.numbers.length ? { numbers: "numbers" } : {};
}

function settings(values: Values): Faults {
  const faults: Faults = {};
  const limits = [
    ["answerWait", 5, 60],
    ["actionWait", 1, 60],
    ["speed", 100, 36_000],
  ] as const;
  for (const [field, low, high] of limits) if (!within(values[field], low, high)) faults[field] = "range";
  if (values.redial && !within(values.redialAttempts, 1, 3)) faults.redialAttempts = "range";
  if (values.redial && !within(values.redialInterval, 60, 1200)) faults.redialInterval = "range";
  if (values.spendLimit && !/^\d+([.,]\d{1,2})?$/.test(values.spendLimit)) faults.spendLimit = "spend";
  return faults;
}

function planning(values: Values, { today }: Circumstances): Faults {
  const faults: Faults = {};
  if (values.windowed && values.from >= values.to) faults.to = "times";
  if (values.windowed && !values.days.length) faults.days = "days";
  if (values.day && values.day < today) faults.day = "past";
  return faults;
}

export function faultsOf(tab: Tab, values: Values, circumstances: Circumstances): Faults {
  if (tab === "main") return main(values, circumstances);
  if (tab === "audiences") return values.audiences.length ? {} : { audiences: "audiences" };
  if (tab === "channels") return channels(values);
  return tab === "settings" ? settings(values) : planning(values, circumstances);
}

/** The first tab with a fault, if there is one. */
export function firstFaulty(values: Values, circumstances: Circumstances): Tab | undefined {
  return TABS.find((tab) => Object.keys(faultsOf(tab, values, circumstances)).length > 0);
}
