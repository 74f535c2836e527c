import { wholeCents } from "../../kinds/pricing/figures";
import { createHash } from "node:crypto";
import { COST_COMPONENTS, keptSizes, tierPhases, type FieldSetting, type TierSpec } from "../../tiers";
import type { CostReport } from "../cost/report";
import { missingPrices } from "../cost/unpriced";
import type { Manifest } from "../manifest/manifest";
import { rounded, sum } from "../time/span";
import { driftIn } from "./drift";
import { operationsOf, resourcesAfter, type EnginePreview } from "./engine-preview";
import { scheduled } from "./judged-schedule";
import { worseDowntime, worseRisk } from "./judge";
import { operationsBetween } from "./operations";
import { phasesOf, type ScheduledUp, type UpName } from "./phases";
import type { UpgradePhase, UpgradeReport, UpgradeStep } from "./report";

/** One end of a step. */
export interface TierEnd {
  readonly spec: TierSpec;
  /** Recorded with secrets told apart. */
  readonly manifest: Manifest;
  readonly cost: CostReport;
}

/** What the stack is after one `up` on the way. */
export interface UpEnd extends Pick<TierEnd, "spec" | "manifest"> {
  readonly name: UpName;
}

function totalsOf(phases: readonly UpgradePhase[], ups: readonly ScheduledUp[]): UpgradeReport["totals"] {
  const steps = phases.flatMap((phase) => phase.steps);
  const count = (operation: UpgradeStep["operation"]) =>
    steps.filter((step) => step.operation === operation).length;
  return {
    creates: count("create"),
    updates: count("update"),
    replaces: count("replace"),
    deletes: count("delete"),
    tagOnly: count("tag-only"),
    ...rounded(sum(...phases)),
    criticalPath: ups.flatMap(({ schedule: { chain } }) => chain),
    worstDowntime: steps
      .map(({ downtime }) => downtime)
      .reduce(worseDowntime, { class: "none", secondsMin: 0, secondsMax: 0 }),
    dataRisk: steps.map(({ dataRisk }) => dataRisk).reduce(worseRisk, "none"),
  };
}

/** What a report is made of, wherever the operations come from. */
interface Parts {
  readonly from: TierEnd;
  readonly to: TierEnd;
  readonly ups: readonly ScheduledUp[];
  readonly overrides: readonly FieldSetting[];
  readonly drift: UpgradeReport["drift"];
  /** The configuration asks for this `up` already. */
  readonly isConfigured: boolean;
}

/** What changes, in whole cents; null when either end is not known. */
const delta = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : wholeCents(after - before);

function compose({ from, to, ups, overrides, drift, isConfigured }: Parts): UpgradeReport {
  const phases = phasesOf({ from: from.spec, to: to.spec, ups, overrides, isConfigured });
  const steps = phases.flatMap((phase) => phase.steps);
  const expected = (cost: CostReport, component: string): number | null => {
    const own = cost.components.find((line) => line.component === component);
    return own === undefined ? 0 : own.expectedMonthlyUsd;
  };
  const missing = [...new Set([...missingPrices(from.cost), ...missingPrices(to.cost)])];
  const report: Omit<UpgradeReport, "digest"> = {
    schemaVersion: 1,
    from: from.manifest.tier,
    to: to.manifest.tier,
    costDeltaMonthlyUsd: {
      floorMonthlyUsd: delta(from.cost.floorMonthlyUsd, to.cost.floorMonthlyUsd),
      expectedMonthlyUsd: delta(from.cost.expectedMonthlyUsd, to.cost.expectedMonthlyUsd),
      ceilingMonthlyUsd: delta(from.cost.ceilingMonthlyUsd, to.cost.ceilingMonthlyUsd),
    },
    costDeltaByComponent: COST_COMPONENTS.map((component) => ({
      component,
      expectedMonthlyUsd: delta(expected(from.cost, component), expected(to.cost, component)),
    })),
    budgetMonthlyUsd: to.cost.budgetMonthlyUsd,
    ceilingMonthlyUsd: wholeCents(to.cost.ceilingMonthlyUsd),
    ...(missing.length === 0 ? {} : { missingPrices: { region: to.cost.region, priceKeys: missing } }),
    phases,
    oneWayDoors: steps
      .filter(({ reversible, operation }) => !reversible && operation !== "tag-only")
      .map(({ urn, irreversibleNotes }) => ({ urn, what: irreversibleNotes.join(". ") })),
    blocked: steps.flatMap(({ urn, blocked }) => (blocked === null ? [] : [{ urn, why: blocked }])),
    drift: [...drift],
    keep: [...keptSizes(from.spec, to.spec)],
    totals: totalsOf(phases, ups),
  };
  return { ...report, digest: createHash("sha256").update(JSON.stringify(report)).digest("hex") };
}

/**
 * What the way from one tier to the other does, costs, takes, interrupts and puts at risk.
 * @param between what the stack is after each `up` before the last, which ends at `to`
 * @param overrides fields that the stack has otherwise than its tier: at both ends, or at the end of a change within one tier
 * @param isConfigured whether the stack's configuration asks for this already, so that nobody has to set it
 */
export function upgradeReport(
  from: TierEnd,
  to: TierEnd,
  between: readonly UpEnd[] = [],
  overrides: readonly FieldSetting[] = [],
  isConfigured = from.manifest.tier === to.manifest.tier && overrides.length === 0,
): UpgradeReport {
  const isAfterMove = between.some(({ name }) => name === "move");
  const lastPhase = tierPhases(from.spec, to.spec).at(-1);
  const last: UpEnd = { ...to, name: isAfterMove && lastPhase !== undefined ? lastPhase.name : "move" };
  const ends = [...between, last];
  const ups = ends.map(({ name, spec, manifest }, position): ScheduledUp => {
    const before = ends[position - 1]?.manifest ?? from.manifest;
    return {
      name,
      spec,
      schedule: scheduled(operationsBetween(before, manifest), manifest),
    };
  });
  return compose({ from, to, ups, overrides, drift: [], isConfigured });
}

/**
 * The same of a running stack, from what the engine says it would do in the next `up`.
 * @param from tier the stack has, with the cost of that tier as it is without overrides
 * @param to tier it is configured to have, the same way; may be the same one
 */
export function liveReport(from: TierEnd, to: TierEnd, preview: EnginePreview): UpgradeReport {
  const planned = operationsOf(preview);
  const after: Manifest = { ...to.manifest, resources: resourcesAfter(preview) };
  const up: ScheduledUp = {
    name: "move",
    spec: to.spec,
    schedule: scheduled(planned, after),
  };
  const explained = operationsBetween(from.manifest, to.manifest);
  return compose({
    from,
    to,
    ups: [up],
    overrides: [],
    drift: driftIn(planned, explained),
    isConfigured: true,
  });
}
