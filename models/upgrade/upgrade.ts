import { createHash } from "node:crypto";
import { COST_COMPONENTS } from "../../tiers";
import { at } from "../changes";
import type { CostReport } from "../cost/report";
import { criticalPath } from "../critical-path";
import { ofType, type Manifest } from "../manifest";
import { judge, worseDowntime, worseRisk } from "./judge";
import { operationsBetween } from "./operations";
import { phasesOf } from "./phases";
import type { UpgradeReport, UpgradeStep } from "./report";

/** One end of a step. */
export interface TierEnd {
  /** Recorded with secrets told apart. */
  readonly manifest: Manifest;
  readonly cost: CostReport;
}

const round = (amount: number): number => Math.round(amount * 100) / 100;

function totalsOf(steps: readonly UpgradeStep[], to: Manifest): UpgradeReport["totals"] {
  const count = (operation: UpgradeStep["operation"]) =>
    steps.filter((step) => step.operation === operation).length;
  const minutes = new Map(steps.map((step) => [step.urn, step]));
  const path = criticalPath(to, ({ urn }) => {
    const { minutesMin = 0, minutesMax = 0 } = minutes.get(urn) ?? {};
    return { minutesMin, minutesMax };
  });
  return {
    creates: count("create"),
    updates: count("update"),
    replaces: count("replace"),
    deletes: count("delete"),
    tagOnly: count("tag-only"),
    minutesMin: round(path.total.minutesMin),
    minutesMax: round(path.total.minutesMax),
    criticalPath: path.steps.filter(({ takes }) => takes.minutesMax > 0).map(({ resource }) => resource.name),
    worstDowntime: steps
      .map(({ downtime }) => downtime)
      .reduce(worseDowntime, { class: "none", secondsMin: 0, secondsMax: 0 }),
    dataRisk: steps.map(({ dataRisk }) => dataRisk).reduce(worseRisk, "none"),
  };
}

function peersOf(manifest: Manifest): number {
  const [peers] = ofType(manifest, "kubernetes:apps/v1:StatefulSet");
  return Number(at(peers?.inputs, "spec.replicas") ?? 0);
}

/** What the way from one tier to the other does, costs, takes, interrupts and puts at risk. */
export function upgradeReport(from: TierEnd, to: TierEnd): UpgradeReport {
  const steps = operationsBetween(from.manifest, to.manifest).map(judge);
  const expected = (cost: CostReport, component: string): number =>
    cost.components.find((line) => line.component === component)?.expectedMonthlyUsd ?? 0;
  const report: Omit<UpgradeReport, "digest"> = {
    schemaVersion: 1,
    from: from.manifest.tier,
    to: to.manifest.tier,
    costDeltaMonthlyUsd: {
      floorMonthlyUsd: round(to.cost.floorMonthlyUsd - from.cost.floorMonthlyUsd),
      expectedMonthlyUsd: round(to.cost.expectedMonthlyUsd - from.cost.expectedMonthlyUsd),
      ceilingMonthlyUsd: round(to.cost.ceilingMonthlyUsd - from.cost.ceilingMonthlyUsd),
    },
    costDeltaByComponent: COST_COMPONENTS.map((component) => ({
      component,
      expectedMonthlyUsd: round(expected(to.cost, component) - expected(from.cost, component)),
    })),
    budgetMonthlyUsd: to.cost.budgetMonthlyUsd,
    ceilingMonthlyUsd: round(to.cost.ceilingMonthlyUsd),
    phases: phasesOf(steps, {
      from: from.manifest.tier,
      to: to.manifest.tier,
      peersBefore: peersOf(from.manifest),
      peersAfter: peersOf(to.manifest),
    }),
    oneWayDoors: steps
      .filter(({ reversible, operation }) => !reversible && operation !== "tag-only")
      .map(({ urn, notes }) => ({ urn, what: notes.join(" ") })),
    blocked: steps.flatMap(({ urn, blocked }) => (blocked === null ? [] : [{ urn, why: blocked }])),
    totals: totalsOf(steps, to.manifest),
  };
  return { ...report, digest: createHash("sha256").update(JSON.stringify(report)).digest("hex") };
}
