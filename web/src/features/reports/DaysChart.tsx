import { useComputedColorScheme } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useLanguage } from "../../kit/me";
import type { ProjectStatistics } from "../../kit/types";

const Chart = lazy(() => import("../../kit/Chart"));

export function DaysChart({ series }: { series: ProjectStatistics["series"] }) {
  const { t } = useTranslation("reports");
  const language = useLanguage();
  const dark = useComputedColorScheme("light") === "dark";
  const option = useMemo(() => {
    const ink = dark ? "#b6c2c6" : "#526165";
    const line = dark ? "#2b383d" : "#e2e8e8";
    const axis = (name: string, alone: boolean) => ({
      type: "value",
      name,
      nameTextStyle: { color: ink, align: alone ? "left" : "right" },
      minInterval: alone ? undefined : 1,
      axisLabel: { color: ink, formatter: (value: number) => value.toLocaleString(language) },
      splitLine: alone ? { lineStyle: { color: line } } : { show: false },
    });
    const money = (value: string | null) => (value === null ? null : Number(Number(value).toFixed(2)));
    return {
      animationDuration: 300,
      textStyle: { fontFamily: "Inter Variable, system-ui, sans-serif" },
      grid: { left: 56, right: 44, top: 58, bottom: 26 },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: ink } },
      tooltip: { trigger: "axis" },
      xAxis: {
        type: "category",
        data: series.map(({ day }) => day.slice(5).split("-").reverse().join(".")),
        axisLabel: { color: ink, hideOverlap: true },
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
      },
      yAxis: [axis("₽", true), axis(t("days.leads"), false)],
      series: [
        {
          name: t("days.cost"),
          type: "bar",
          barMaxWidth: 22,
          itemStyle: { color: dark ? "#27968d" : "#0b6f6a" },
          data: series.map(({ cost }) => money(cost)),
        },
        {
          name: t("days.price"),
          type: "line",
          itemStyle: { color: dark ? "#b6c2c6" : "#526165" },
          data: series.map(({ cost_per_lead: price }) => money(price)),
        },
        {
          name: t("days.leads"),
          type: "line",
          yAxisIndex: 1,
          itemStyle: { color: "#e8590c" },
          data: series.map(({ leads }) => leads),
        },
      ],
    };
  }, [series, t, dark, language]);
  return (
    <Suspense fallback={<div style={{ height: 320 }} />}>
      <Chart option={option} height={320} label={t("days.title")} />
    </Suspense>
  );
}
