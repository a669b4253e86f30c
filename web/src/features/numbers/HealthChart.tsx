// Calls of a number by hour and the share that was answered, over all carriers or one.
import { Select } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import Chart from "../../kit/Chart";
import { momentParts } from "../../kit/format";
import { useZone } from "../../kit/me";
import type { Card } from "./NumberPage";

type Hour = Card["health"]["hours"][number];

interface Point {
  hour: string;
  calls: number;
  answered: number;
}

export function byHour(hours: Hour[], carrier: string | null): Point[] {
  const points = new Map<string, Point>();
  for (const { hour, carrier: whose, calls, answered } of hours) {
    if (carrier !== null && whose !== carrier) continue;
    const point = points.get(hour) ?? { hour, calls: 0, answered: 0 };
    points.set(hour, { hour, calls: point.calls + calls, answered: point.answered + answered });
  }
  return [...points.values()].sort((one, other) => one.hour.localeCompare(other.hour));
}

export default function HealthChart({ hours }: { hours: Hour[] }) {
  const { t } = useTranslation("numbers");
  const zone = useZone();
  const [carrier, setCarrier] = useState<string | null>(null);
  const carriers = [...new Set(hours.map((one) => one.carrier))].sort();
  const points = useMemo(() => byHour(hours, carrier), [hours, carrier]);
  const option = useMemo(
    () => ({
      grid: { left: 44, right: 44, top: 36, bottom: 28 },
      tooltip: { trigger: "axis" },
      legend: { top: 0 },
      xAxis: {
        type: "category",
        data: points.map(({ hour }) => {
          const { date, time } = momentParts(hour, zone);
          return `${date.slice(0, 5)} ${time.slice(0, 5)}`;
        }),
      },
      yAxis: [
        { type: "value", minInterval: 1 },
        { type: "value", max: 100, axisLabel: { formatter: "{value} %" }, splitLine: { show: false } },
      ],
      series: [
        {
          name: t("card.hourCalls"),
          type: "bar",
          data: points.map(({ calls }) => calls),
          itemStyle: { color: "#8aa5b8", opacity: 0.6 },
        },
        {
          name: t("card.hourAnswers"),
          type: "line",
          yAxisIndex: 1,
          color: "#14916f",
          data: points.map(({ calls, answered }) => Math.round((100 * answered) / calls)),
        },
      ],
    }),
    [points, zone, t],
  );
  return (
    <>
      {carriers.length > 1 && (
        <Select
          label={t("card.carrier")}
          placeholder={t("card.everyCarrier")}
          clearable
          maw={260}
          mb="xs"
          data={carriers.map((value) => ({ value, label: value || t("card.otherCarrier") }))}
          value={carrier}
          onChange={setCarrier}
        />
      )}
      <Chart option={option} label={t("card.health")} />
    </>
  );
}
