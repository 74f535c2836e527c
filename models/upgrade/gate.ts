import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import type { UpgradeReport, UpgradeStep } from "./report";
import { DOWNTIME_CLASSES } from "./rules";

const acknowledgementSchema = z.strictObject({
  from: z.enum(TIER_NAMES),
  to: z.enum(TIER_NAMES),
  step: z.string().min(1).describe("Logical name of the resource, or budget"),
  owner: z.string().min(1),
  reason: z.string().min(1),
  expires: z.iso.date().describe("Last day on which it holds, YYYY-MM-DD"),
});

/** A file in the repository that lets single steps through the gate. */
export const acknowledgementsSchema = z.array(acknowledgementSchema);
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;
export type DowntimeClass = UpgradeStep["downtime"]["class"];

/** One reason for which the gate is closed. */
interface Objection {
  readonly step: string;
  readonly why: string;
}

function objectionsOf(
  { phases, budgetMonthlyUsd, ceilingMonthlyUsd }: UpgradeReport,
  allowed: DowntimeClass,
): Objection[] {
  const steps = phases.flatMap((phase) => phase.steps);
  const limit = DOWNTIME_CLASSES.indexOf(allowed);
  return [
    ...(ceilingMonthlyUsd > budgetMonthlyUsd
      ? [
          {
            step: "budget",
            why: `the ceiling of $${ceilingMonthlyUsd} is over the budget of $${budgetMonthlyUsd}`,
          },
        ]
      : []),
    ...steps.flatMap(({ name, blocked, dataRisk, downtime, reversible }) => [
      ...(blocked === null ? [] : [{ step: name, why: blocked }]),
      ...(dataRisk === "loss" ? [{ step: name, why: "data is lost" }] : []),
      ...(DOWNTIME_CLASSES.indexOf(downtime.class) > limit
        ? [{ step: name, why: `${downtime.class} is more than the ${allowed} that is allowed` }]
        : []),
      ...(reversible ? [] : [{ step: name, why: "it cannot be undone" }]),
    ]),
  ];
}

/**
 * Why a tier step may not be carried out; empty when it may.
 * @param today YYYY-MM-DD
 */
export function closedGate(
  report: UpgradeReport,
  allowed: DowntimeClass,
  acknowledgements: readonly Acknowledgement[],
  today: string,
): string[] {
  const own = acknowledgements.filter(({ from, to }) => from === report.from && to === report.to);
  return objectionsOf(report, allowed).flatMap(({ step, why }) => {
    const found = own.filter((each) => each.step === step);
    if (found.some(({ expires }) => expires >= today)) return [];
    const [expired] = found;
    return [
      `${step}: ${why}${expired === undefined ? "" : ` (the acknowledgement of ${expired.owner} ended on ${expired.expires})`}`,
    ];
  });
}
