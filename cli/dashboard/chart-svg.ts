import type { EChartsType, init as initECharts } from "echarts";
import type { DrawnLine } from "../../models/promises/dashboard/points";
import type { Mark } from "../../models/promises/dashboard/widget";

/** Loaded only where something is drawn: the library is large. */
type Init = typeof initECharts;

export const CHART_WIDTH = 400;
export const CHART_HEIGHT = 230;
const FONT = "Helvetica,Arial,sans-serif";
/** Colours that differ in lightness too. */
const COLOURS = ["#1a73e8", "#188038", "#a142f4", "#e37400", "#5f6368", "#129eaf", "#b06000", "#9aa0a6"];
const MARK_COLOUR = "#d93025";
const LEGEND_MAX = 6;

export interface DrawnChart {
  readonly title: string;
  readonly lines: readonly DrawnLine[];
  readonly marks: readonly Mark[];
  /** By point. */
  readonly times: readonly string[];
}

function optionsOf({ title, lines, marks, times }: DrawnChart): Parameters<EChartsType["setOption"]>[0] {
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map((point) => point ?? 0)));
  // A mark far above all points would flatten them; it is said in words then.
  const near = marks.filter(({ value }) => value <= 4 * highest || highest === 0);
  const far = marks.filter((mark) => !near.includes(mark));
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    title: {
      text: title,
      ...(far.length === 0 ? {} : { subtext: far.map(({ label }) => label).join(", ") }),
      left: 6,
      top: 4,
      itemGap: 3,
      textStyle: { fontSize: 12, width: CHART_WIDTH - 20, overflow: "truncate" },
      subtextStyle: { fontSize: 10, color: MARK_COLOUR },
    },
    legend: {
      show: lines.length > 1,
      data: lines.slice(0, LEGEND_MAX).map(({ label }) => label),
      bottom: 2,
      itemWidth: 10,
      itemHeight: 6,
      itemGap: 8,
      textStyle: { fontSize: 9 },
    },
    grid: { left: 48, right: 14, top: 44, bottom: lines.length > 1 ? 40 : 24 },
    xAxis: { type: "category", boundaryGap: false, data: [...times], axisLabel: { fontSize: 9 } },
    yAxis: {
      type: "value",
      min: 0,
      ...(near.length === 0
        ? {}
        : {
            max: ({ max }: { readonly max: number }) =>
              Math.max(max, ...near.map(({ value }) => value)) * 1.1 || 1,
          }),
      axisLabel: { fontSize: 9, formatter: (value: number) => shortNumber(value) },
    },
    series: [
      ...lines.map(({ label, points }, index) => ({
        type: "line" as const,
        name: label,
        showSymbol: false,
        lineStyle: { width: 1.2 },
        color: COLOURS[index % COLOURS.length] ?? MARK_COLOUR,
        data: points.map((point) => (point === null ? "-" : Number(point.toPrecision(4)))),
      })),
      {
        type: "line" as const,
        name: "marks",
        data: [],
        markLine: {
          symbol: "none",
          lineStyle: { color: MARK_COLOUR, type: "dashed" as const, width: 1 },
          label: { fontSize: 9, color: MARK_COLOUR, position: "insideEndTop" as const },
          data: near.map(({ label, value }) => ({ yAxis: value, label: { formatter: label } })),
        },
      },
    ],
  };
}

/** `1.5 G`, `20 k`, `0.002`. */
export function shortNumber(value: number): string {
  for (const [scale, unit] of [
    [1e9, " G"],
    [1e6, " M"],
    [1e3, " k"],
  ] as const)
    if (Math.abs(value) >= scale) return `${Number((value / scale).toPrecision(3))}${unit}`;
  return String(Number(value.toPrecision(3)));
}

/** ECharts numbers what it needs for pointing and hovering by charts of the process; a picture has no use for it. */
const withoutInteraction = (svg: string): string =>
  svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>\n?/g, "")
    .replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    // Each chart numbers what cuts its lines off from the beginning; several of them stand in one picture.
    .replace(/<defs[^>]*>[\s\S]*?<\/defs>\n?/g, "")
    .replace(/ clip-path="[^"]*"/g, "")
    .replace(/\n+/g, "\n");

/** One chart as a picture; the same points always give the same picture. */
export function chartSvg(init: Init, chart: DrawnChart): string {
  const drawing = init(null, null, { renderer: "svg", ssr: true, width: CHART_WIDTH, height: CHART_HEIGHT });
  try {
    drawing.setOption(optionsOf(chart));
    return withoutInteraction(drawing.renderToSVGString());
  } finally {
    // Its timer would keep the process alive.
    drawing.dispose();
  }
}
