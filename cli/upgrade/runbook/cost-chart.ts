import type { UpgradeReport } from "../../../models/upgrade/report";
import { COMPONENT_TITLES } from "../../print/component-titles";
import { markup, type Markup } from "../../print/markup";
import { difference, shownDeltas } from "../words";

const WIDTH = 720;
const AMOUNTS_END = 200;
const BARS_BEGIN = 220;
const ROW = 26;

/** What each cost line gains or loses a month, as bars to the right and to the left; without those nobody knows. */
export function costChart(report: UpgradeReport): Markup {
  const lines = shownDeltas(report).flatMap(({ component, expectedMonthlyUsd: usd }) =>
    usd === null ? [] : [{ component, expectedMonthlyUsd: usd }],
  );
  const most = Math.max(1, ...lines.map(({ expectedMonthlyUsd }) => Math.abs(expectedMonthlyUsd)));
  const hasLess = lines.some(({ expectedMonthlyUsd }) => expectedMonthlyUsd < 0);
  const span = (WIDTH - BARS_BEGIN) / (hasLess ? 2 : 1);
  const zero = hasLess ? BARS_BEGIN + span : BARS_BEGIN;
  const rows = lines.map(({ component, expectedMonthlyUsd: usd }, index) => {
    const top = index * ROW;
    const length = (Math.abs(usd) / most) * span;
    const left = usd < 0 ? zero - length : zero;
    return markup`<g class="${usd < 0 ? "less" : "more"}"><text x="0" y="${top + 17}">${COMPONENT_TITLES[component]}</text><text class="amount" x="${AMOUNTS_END}" y="${top + 17}" text-anchor="end">${difference(usd)}</text><rect x="${left.toFixed(1)}" y="${top + 5}" width="${Math.max(1, length).toFixed(1)}" height="16" rx="2"/></g>
`;
  });
  return markup`<svg class="costs" viewBox="0 0 ${WIDTH} ${Math.max(1, lines.length) * ROW}" role="img" aria-label="${lines.map(({ component, expectedMonthlyUsd }) => `${COMPONENT_TITLES[component]} ${difference(expectedMonthlyUsd)}`).join(", ")} a month, expected">
${rows}</svg>`;
}
