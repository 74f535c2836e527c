import { init } from "echarts";
import { COST_COMPONENTS, type CostComponent } from "../../tiers";
import { tierTitle, usd } from "../print/figures";
import type { CostReport } from "../../models/cost/report";

const WIDTH = 900;
const HEIGHT = 460;
const FONT = "Helvetica,Arial,sans-serif";

/** Colours that differ in lightness too, from the edge of the stack upwards. */
const COLOURS: Readonly<Record<CostComponent, string>> = {
  network: "#9aa0a6",
  cluster: "#5f6368",
  app: "#1a73e8",
  qdrant: "#a142f4",
  postgres: "#188038",
  valkey: "#e37400",
  cdn: "#24c1e0",
  operations: "#f6aea9",
};

/** `-` leaves a place empty. */
const ofBudget = (amount: number | null, { budgetMonthlyUsd }: CostReport): number | "-" =>
  amount === null ? "-" : Number(((amount / budgetMonthlyUsd) * 100).toFixed(2));

function options(reports: readonly CostReport[]): Parameters<ReturnType<typeof init>["setOption"]>[0] {
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    title: {
      text: "Expected cost of a month, by cost line, against the budget",
      subtext: "share of the tier's budget; the mark is the ceiling",
      left: "center",
      textStyle: { fontSize: 15 },
    },
    legend: { bottom: 0, itemWidth: 14, itemHeight: 10, itemGap: 22 },
    grid: { left: 60, right: 30, top: 70, bottom: 90 },
    xAxis: {
      type: "category",
      data: reports.map(
        (report) =>
          `${tierTitle(report.tier)}\n${usd(report.expectedMonthlyUsd)} of ${usd(report.budgetMonthlyUsd)}`,
      ),
      axisLabel: { fontSize: 12, lineHeight: 16, interval: 0 },
    },
    yAxis: { type: "value", min: 0, axisLabel: { formatter: "{value} %" } },
    series: [
      ...COST_COMPONENTS.map((component) => ({
        type: "bar" as const,
        name: component,
        stack: "expected",
        barWidth: "55%",
        itemStyle: { color: COLOURS[component] },
        data: reports.map((report) => {
          const own = report.components.find((each) => each.component === component);
          return ofBudget(own === undefined ? 0 : own.expectedMonthlyUsd, report);
        }),
      })),
      {
        type: "scatter" as const,
        name: "ceiling",
        symbol: "rect",
        symbolSize: [62, 3],
        itemStyle: { color: "#202124" },
        data: reports.map((report) => ofBudget(report.ceilingMonthlyUsd, report)),
        markLine: {
          symbol: "none",
          label: { show: true, formatter: "budget", position: "insideEndTop" as const },
          lineStyle: { color: "#d93025", type: "solid" as const, width: 1.5 },
          data: [{ yAxis: 100 }],
        },
      },
    ],
  };
}

/** ECharts numbers what it needs for pointing and hovering by charts of the process; a picture has no use for it. */
const withoutInteraction = (svg: string): string =>
  svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>\n?/g, "")
    .replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replace(/\n+/g, "\n");

/** The tiers against their budgets as a picture; the same reports always give the same picture. */
export function costChartSvg(reports: readonly CostReport[]): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption(options(reports));
    return `${withoutInteraction(chart.renderToSVGString())}\n`;
  } finally {
    // Its timer would keep the process alive.
    chart.dispose();
  }
}
