import { z } from "zod";
import { HOURS_PER_MONTH } from "../../models/load/month";
import { UnpricedError } from "../pricing/errors";
import { constant } from "../pricing/figures";
import type { CostItem, Formula } from "../pricing/formula";

const inputsSchema = z.object({
  schedule: z.object({ expression: z.string().regex(/^rate\([1-9]\d* minutes?\)$/) }),
  runConfig: z.object({ memoryInMb: z.int().positive() }),
});

/** Three walks through a product that answers in time, and the start of the function. Assumed. */
const RUN_SECONDS = 8;
/** Synthetics runs on x86, of which a second costs a quarter more than the one of Arm that the book has. */
const X86_TO_ARM = 1.25;
const MIB_PER_GIB = 1024;
const MILLION = 1_000_000;

/** Runs a month of a schedule such as `rate(5 minutes)`. */
export function runsPerMonth(expression: string): number {
  return (HOURS_PER_MONTH * 60) / Number(/\d+/.exec(expression)?.[0] ?? Number.NaN);
}

/**
 * A run has a price of its own, and the function behind it that of Lambda (https://aws.amazon.com/cloudwatch/pricing/). The
 * account's free 100 runs are not counted: they belong to all that the account does.
 */
export const canaryPrice: Formula = ({ name, inputs }): CostItem[] => {
  const parsed = inputsSchema.safeParse(inputs);
  if (!parsed.success)
    throw new UnpricedError(
      `${name} has no price: a canary needs a schedule such as rate(5 minutes), and its memory.`,
    );
  const { schedule, runConfig } = parsed.data;
  const runs = runsPerMonth(schedule.expression);
  const gibSeconds = (runs * RUN_SECONDS * runConfig.memoryInMb * X86_TO_ARM) / MIB_PER_GIB;
  const item = (what: string, priceKey: string, quantity: number, assumption: string | null): CostItem => ({
    item: what,
    priceKey,
    quantity: constant(quantity),
    basis: "fixed",
    assumption,
  });
  return [
    item("runs", "cloudwatch.synthetics.canaryRun", runs, null),
    item(
      "its function",
      "lambda.duration.arm",
      gibSeconds,
      `${RUN_SECONDS} seconds a run; x86 as a quarter more than Arm`,
    ),
    item("calls of its function", "lambda.requests", runs / MILLION, null),
  ];
};
