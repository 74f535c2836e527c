import { COST_COMPONENTS } from "../../tiers";
import { COMPONENT_TITLES } from "../print/component-titles";
import { UNKNOWN } from "../print/figures";
import type { UpgradeReport, UpgradeStep } from "../../models/upgrade/report";

/** `2 minutes`, `30 seconds`, `22–70 minutes` */
export function range(min: number, max: number, unit: string): string {
  const round = (amount: number): string =>
    String(amount < 1 ? Number(amount.toFixed(1)) : Math.round(amount));
  return round(min) === round(max) ? `${round(max)} ${unit}` : `${round(min)}–${round(max)} ${unit}`;
}

export function downtimeText({ class: kind, secondsMin, secondsMax }: UpgradeStep["downtime"]): string {
  if (kind === "none") return "none";
  return secondsMax === 0 ? kind : `${kind}, ${range(secondsMin, secondsMax, "s")}`;
}

/** `+$1,234` or `−$56` */
export function difference(amount: number | null): string {
  if (amount === null) return UNKNOWN;
  const whole = Math.round(Math.abs(amount)).toLocaleString("en-US");
  return `${amount < 0 ? "−" : "+"}$${whole}`;
}

const VERBS: Readonly<Record<UpgradeStep["operation"], string>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  "tag-only": "tag",
};
export const verb = ({ operation }: UpgradeStep): string => VERBS[operation];

/** What somebody notices, or what cannot be undone: the steps a person has to read. */
export const isMaterial = ({ downtime, dataRisk, reversible, blocked, operation }: UpgradeStep): boolean =>
  operation !== "tag-only" &&
  (downtime.class !== "none" || dataRisk !== "none" || !reversible || blocked !== null);

export const allSteps = ({ phases }: UpgradeReport): UpgradeStep[] => phases.flatMap(({ steps }) => steps);

/** Steps by cost line, in the order of the lines; those of no line last. */
export function byComponent(
  steps: readonly UpgradeStep[],
): (readonly [title: string, steps: readonly UpgradeStep[]])[] {
  return [...COST_COMPONENTS, null].flatMap((component) => {
    const own = steps.filter((step) => step.component === component);
    return own.length === 0
      ? []
      : [[component === null ? "Stack" : COMPONENT_TITLES[component], own] as const];
  });
}

/** `12 new, 90 changed, 3 gone, 40 only tags` */
export function countsText({ totals }: UpgradeReport): string {
  const { creates, updates, replaces, deletes, tagOnly } = totals;
  const counts: readonly (readonly [number, string])[] = [
    [creates, "new"],
    [updates, "changed"],
    [replaces, "replaced"],
    [deletes, "gone"],
    [tagOnly, "only tags"],
  ];
  return counts
    .filter(([amount]) => amount > 0)
    .map(([amount, what]) => `${amount} ${what}`)
    .join(", ");
}

const ALARM = /^aws:cloudwatch\/(?:metricAlarm|compositeAlarm):/;

/** What a step does to alarms, `3 new, 5 with other numbers or windows`; undefined where it touches none. */
export function alarmsText({ phases }: Pick<UpgradeReport, "phases">): string | undefined {
  const steps = phases.flatMap((phase) => phase.steps).filter(({ type }) => ALARM.test(type));
  const count = (operation: (typeof steps)[number]["operation"]): number =>
    new Set(steps.filter((step) => step.operation === operation).map(({ urn }) => urn)).size;
  const counts = [
    [count("create"), "new"],
    [count("update"), "with other numbers or windows"],
    [count("delete"), "gone with what they watched"],
  ] as const;
  const shown = counts.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
  return shown.length === 0 ? undefined : shown.join(", ");
}

/** Less is no change of a cost line. */
const HALF_A_DOLLAR = 0.5;

/** The cost lines that change, as far as anybody knows. */
export const shownDeltas = ({ costDeltaByComponent }: UpgradeReport): UpgradeReport["costDeltaByComponent"] =>
  costDeltaByComponent.filter(
    ({ expectedMonthlyUsd: usd }) => usd === null || Math.abs(usd) >= HALF_A_DOLLAR,
  );
