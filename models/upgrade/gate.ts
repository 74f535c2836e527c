import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import { noPriceFor } from "../cost/unpriced";
import { isRecord } from "../manifest/values";
import type { UpgradeReport, UpgradeStep } from "./report";
import { DOWNTIME_CLASSES } from "../../kinds/facts";

const acknowledgementSchema = z.strictObject({
  from: z.enum(TIER_NAMES),
  to: z.enum(TIER_NAMES),
  step: z.string().min(1).describe("Logical name of the resource, or budget"),
  owner: z.string().min(1),
  reason: z.string().min(1),
  expires: z.iso.date().describe("Last day on which it holds, YYYY-MM-DD"),
});

/** Lets a stack through that is new, gone, or that nobody can judge. */
const stackAcknowledgementSchema = acknowledgementSchema
  .omit({ from: true, to: true, step: true })
  .extend({ stack: z.string().min(1).describe("As the review names it") });

/** A file in the repository that lets single steps, or stacks, through the gate. */
export const acknowledgementsSchema = z.array(z.union([acknowledgementSchema, stackAcknowledgementSchema]));
/** What an entry should be: with `stack` one of a stack, else one of a step. */
export const acknowledgementSchemaFor = (
  entry: unknown,
): typeof acknowledgementSchema | typeof stackAcknowledgementSchema =>
  isRecord(entry) && "stack" in entry ? stackAcknowledgementSchema : acknowledgementSchema;
/** Entries of an acknowledgements file. */
export type Acknowledgements = z.infer<typeof acknowledgementsSchema>;
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** Those of single steps. */
export const stepAcknowledgements = (all: Acknowledgements): Acknowledgement[] =>
  all.flatMap((each) => ("step" in each ? [each] : []));

/**
 * Stacks that somebody answers for.
 * @param today YYYY-MM-DD
 */
export const acknowledgedStacks = (all: Acknowledgements, today: string): string[] =>
  all.flatMap((each) => ("stack" in each && each.expires >= today ? [each.stack] : []));
export type DowntimeClass = UpgradeStep["downtime"]["class"];

/** One reason for which the gate is closed. */
interface Objection {
  readonly step: string;
  readonly why: string;
}

/** Stands for a ceiling that is over the budget, or not known, among the names of steps. */
const BUDGET = "budget";

/** What the gate has against the money: too much of it, or nobody knows how much. */
function budgetObjection({
  budgetMonthlyUsd,
  ceilingMonthlyUsd,
  missingPrices,
}: UpgradeReport): string | undefined {
  if (ceilingMonthlyUsd === null)
    return `nobody knows whether the ceiling is within the budget of $${budgetMonthlyUsd}${missingPrices === undefined ? "" : `: ${noPriceFor(missingPrices.priceKeys, missingPrices.region)}`}`;
  if (ceilingMonthlyUsd <= budgetMonthlyUsd) return undefined;
  return `the ceiling of $${ceilingMonthlyUsd} is over the budget of $${budgetMonthlyUsd}`;
}

function objectionsOf(report: UpgradeReport, allowed: DowntimeClass): Objection[] {
  const { phases } = report;
  const budget = budgetObjection(report);
  const steps = phases.flatMap((phase) => phase.steps);
  const limit = DOWNTIME_CLASSES.indexOf(allowed);
  return [
    ...(budget === undefined ? [] : [{ step: BUDGET, why: budget }]),
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

type Ends = Pick<UpgradeReport, "from" | "to">;
const concerns = (one: Acknowledgement, { from, to }: Ends): boolean => one.from === from && one.to === to;

/**
 * Acknowledgements of a tier step that no longer hold.
 * @param today YYYY-MM-DD
 */
export const expired = (
  acknowledgements: readonly Acknowledgement[],
  ends: Ends,
  today: string,
): readonly Acknowledgement[] =>
  acknowledgements.filter((each) => concerns(each, ends) && each.expires < today);

/**
 * Acknowledgements of steps that no plan between the same tiers has: misspelt, or of what the plan was once.
 * @param reports all plans that the file is held against
 * @param today YYYY-MM-DD; what has expired is history
 */
export const withoutStep = (
  acknowledgements: readonly Acknowledgement[],
  reports: readonly UpgradeReport[],
  today: string,
): readonly Acknowledgement[] =>
  acknowledgements.filter((each) => {
    const plans = reports.filter((report) => concerns(each, report));
    return (
      plans.length > 0 && each.expires >= today && !plans.some((plan) => stepsOf(plan).includes(each.step))
    );
  });

/** What an acknowledgement may name. */
export const stepsOf = ({ phases }: Pick<UpgradeReport, "phases">): string[] => [
  BUDGET,
  ...phases.flatMap(({ steps }) => steps.map(({ name }) => name)),
];

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
  const given = new Set(
    acknowledgements
      .filter((each) => concerns(each, report) && each.expires >= today)
      .map(({ step }) => step),
  );
  return objectionsOf(report, allowed)
    .filter(({ step }) => !given.has(step))
    .map(({ step, why }) => `${step}: ${why}`);
}
