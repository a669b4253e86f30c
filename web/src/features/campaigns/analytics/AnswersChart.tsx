import { useComputedColorScheme } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";

import * as format from "../../../kit/format";
import { useLanguage, useZone } from "../../../kit/me";
import type { CampaignStatistics } from "../../../kit/types";

const Chart = lazy(() => import("../../../kit/Chart"));

export function AnswersChart({ series }: { series: CampaignStatistics["series"] }) {
  const { t } = useTranslation("campaigns");
  const zone = useZone();
  const language = useLanguage();
  const dark = useComputedColorScheme("light") === "dark";
  const option = useMemo(() => {
    const moments = series.map(({ at }) => format.momentParts(at, zone));
    const oneDay = new Set(moments.map(({ date }) => date)).size === 1;
    const ink = dark ? "#b6c2c6" : "#526165";
    const line = dark ? "#2b383d" : "#e2e8e8";
    const bar = (key: "answered" | "unanswered", color: string) => ({
      name: t(`size.${key}`),
      type: "bar",
      stack: "calls",
      barMaxWidth: 26,
      itemStyle: { color },
      data: series.map((point) => point[key]),
    });
    return {
      animationDuration: 300,
      textStyle: { fontFamily: "Inter Variable, system-ui, sans-serif" },
      grid: { left: 44, right: 12, top: 34, bottom: 26 },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: ink } },
      tooltip: { trigger: "axis" },
      xAxis: {
        type: "category",
        data: moments.map(({ date, time }) => (oneDay ? time : `${date.slice(0, 5)} ${time.slice(0, 5)}`)),
        axisLabel: { color: ink, hideOverlap: true },
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
      },
      yAxis: {
        type: "value",
        minInterval: 1,
        axisLabel: { color: ink, formatter: (value: number) => value.toLocaleString(language) },
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        bar("answered", dark ? "#27968d" : "#0b6f6a"),
        bar("unanswered", dark ? "#7d6a3c" : "#e3b341"),
        {
          name: t("size.leads"),
          type: "line",
          smooth: true,
          symbolSize: 5,
          itemStyle: { color: "#e8590c" },
          data: series.map((point) => point.leads),
        },
      ],
    };
  }, [series, zone, t, dark, language]);
  return (
    <Suspense fallback={<div style={{ height: 280 }} />}>
      <Chart option={option} height={280} label={t("chart.title")} />
    </Suspense>
  );
}
