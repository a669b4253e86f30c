// Every zone the browser knows, west to east, with its present distance from Greenwich.
import { useMemo } from "react";

import { zoneOffsetMinutes } from "./format";

export function useZones(): { value: string; label: string }[] {
  return useMemo(() => {
    const now = new Date();
    return Intl.supportedValuesOf("timeZone")
      .map((zone) => ({ zone, minutes: zoneOffsetMinutes(now, zone) }))
      .sort((one, two) => one.minutes - two.minutes || one.zone.localeCompare(two.zone))
      .map(({ zone, minutes }) => ({ value: zone, label: `${zone.replaceAll("_", " ")} (${gmt(minutes)})` }));
  }, []);
}

export function gmt(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT ${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}
