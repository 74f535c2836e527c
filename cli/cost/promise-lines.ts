import type { CostLine, CostReport } from "../../models/cost/report";
import { typeOfUrn } from "../../models/manifest/urn";
import { PROMISES } from "../../models/promises/table";

const CANARY = "aws:synthetics/canary:Canary";

/** The charge for metrics that somebody of the stack puts, by who does. */
const METRICS_OF = { observer: "custom metrics", drill: "metric of the drill" } as const;

/** One metric's part of the charge for all of them. */
function oneOf(line: CostLine): CostLine {
  const part = (usd: number): number => usd / line.quantity;
  return {
    ...line,
    quantity: 1,
    monthlyUsd: part(line.monthlyUsd),
    floorMonthlyUsd: part(line.floorMonthlyUsd),
    ceilingMonthlyUsd: part(line.ceilingMonthlyUsd),
    assumption: line.quantity === 1 ? line.assumption : `one of ${line.quantity} metrics that are put`,
  };
}

/**
 * What a promise costs beside its alarms: the metric that somebody puts for it, or the walks that measure it. What AWS measures
 * by itself is free.
 */
export const measureLines = ({ tier, lines }: CostReport, promise: string): readonly CostLine[] =>
  PROMISES.thresholds
    .filter(({ id, tiers }) => id === promise && tiers.includes(tier))
    .flatMap(({ measure }) => {
      if ("canary" in measure) return lines.filter(({ urn }) => typeOfUrn(urn) === CANARY);
      if (!("custom" in measure)) return [];
      return lines.filter(({ item }) => item === METRICS_OF[measure.custom.putBy]).map(oneOf);
    });
