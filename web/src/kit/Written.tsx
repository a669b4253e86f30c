// Money, moments and phones as every page writes them.
import { Text, Tooltip } from "@mantine/core";

import { useLanguage, useZone } from "./me";
import * as format from "./format";

export function Money({ amount, dimmed }: { amount: string; dimmed?: boolean }) {
  const language = useLanguage();
  return (
    <Text span inherit c={dimmed ? "dimmed" : undefined} className="figures" title={`${amount} ₽`}>
      {format.money(amount, language)}
    </Text>
  );
}

export function Moment({ at, empty = "—" }: { at: string | null | undefined; empty?: string }) {
  const zone = useZone();
  if (!at) return <Text span inherit c="dimmed" children={empty} />;
  return (
    <time dateTime={at} className="figures" title={zone}>
      {format.moment(at, zone)}
    </time>
  );
}

/** In tables: the date above, the time below and paler. */
export function StackedMoment({ at }: { at: string | null | undefined }) {
  const zone = useZone();
  if (!at) return <Text span inherit c="dimmed" children="—" />;
  const { date, time } = format.momentParts(at, zone);
  return (
    <time dateTime={at} className="figures stacked" title={zone}>
      {date}{" "}
      <Text span size="xs" c="dimmed">
        {time}
      </Text>
    </time>
  );
}

export function Phone({ digits }: { digits: string }) {
  return <span className="figures nowrap">{format.phone(digits)}</span>;
}

export function Count({ value }: { value: number }) {
  const language = useLanguage();
  return <span className="figures">{format.count(value, language)}</span>;
}

/** A column heading that is short on the screen and whole on hover. */
export function Shortened({ short, full }: { short: string; full: string }) {
  return (
    <Tooltip label={full} withArrow>
      <abbr title={full}>{short}</abbr>
    </Tooltip>
  );
}
