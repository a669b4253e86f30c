// echarts/core with the few parts we draw; loaded only by pages that have a chart.
import { useComputedColorScheme } from "@mantine/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

interface Props {
  option: EChartsCoreOption;
  height?: number;
  /** What the chart shows, for those who do not see it. */
  label: string;
}

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, SVGRenderer]);

export default function Chart({ option, height = 260, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, scheme === "dark" ? "dark" : undefined, { renderer: "svg" });
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current);
    chart.current = made;
    return () => {
      watcher.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [scheme]);
  useEffect(() => {
    chart.current?.setOption({ backgroundColor: "transparent", ...option }, { notMerge: true });
  }, [option, scheme]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}
