// How money, moments, phones and durations are written: the same everywhere, in the account's zone and never the browser's.

const NBSP = "\u00a0";
const decimals = new Map<string, Intl.NumberFormat>();

function numberFormat(language: string, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`;
  const known = decimals.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  decimals.set(key, made);
  return made;
}

/** Exact for any length: the decimal string goes to Intl as it is. */
export function money(amount: string, language: string): string {
  const words = numberFormat(language, 2).format(amount as Intl.StringNumericLiteral);
  return `${words}${NBSP}₽`;
}

export function count(value: number, language: string): string {
  return numberFormat(language, 0).format(value);
}

export function share(value: number, language: string, digits = 1): string {
  return `${numberFormat(language, Number.isInteger(value) ? 0 : digits).format(value)}${NBSP}%`;
}

export interface Parts {
  date: string;
  time: string;
}

/** `2026-07-01T09:05:06Z` in Moscow becomes `01.07.2026` and `12:05:06`. */
export function momentParts(iso: string, zone: string): Parts {
  const fields = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(iso));
  const of = (type: string) => fields.find((field) => field.type === type)?.value ?? "";
  return {
    date: `${of("day")}.${of("month")}.${of("year")}`,
    time: `${of("hour")}:${of("minute")}:${of("second")}`,
  };
}

export function moment(iso: string, zone: string): string {
  const { date, time } = momentParts(iso, zone);
  return `${date} ${time}`;
}

/** Minutes by which the zone is ahead of UTC at that instant. */
export function zoneOffsetMinutes(instant: Date, zone: string): number {
  const { date, time } = momentParts(instant.toISOString(), zone);
  const [day, month, year] = date.split(".");
  const asUtc = Date.parse(`${year}-${month}-${day}T${time}Z`);
  return Math.round((asUtc - Math.floor(instant.getTime() / 1000) * 1000) / 60_000);
}

/** A wall clock reading in a zone (`2026-07-01`, `09:00`) as an instant; around a clock change the later guess is taken. */
export function wallToIso(day: string, time: string, zone: string): string {
  const guess = new Date(`${day}T${time}:00Z`);
  const first = new Date(guess.getTime() - zoneOffsetMinutes(guess, zone) * 60_000);
  const exact = new Date(guess.getTime() - zoneOffsetMinutes(first, zone) * 60_000);
  return exact.toISOString().replace(".000Z", "Z");
}

/** Today's date in the zone, `2026-07-01`. */
export function today(zone: string, now: Date = new Date()): string {
  return momentParts(now.toISOString(), zone).date.split(".").reverse().join("-");
}

/** `79253944577` becomes `+7 (925) 394-45-77`; other countries keep their digits after a plus. */
export function phone(digits: string): string {
  const russian = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
  if (!russian) return /^\d+$/.test(digits) ? `+${digits}` : digits;
  const [, code, first, second, third] = russian;
  return `+7${NBSP}(${code})${NBSP}${first}-${second}-${third}`;
}

/** Clock of a player: `0:07`, `12:30`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const tail = `${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
