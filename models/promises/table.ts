import { InputError, problemsOf, type Problem } from "../../tiers";
import { problemsAcrossRows } from "./across-rows";
import { CAPACITY_LIMITS } from "./capacity-limits";
import { promisesSchema, type Promises, type PromisesInput } from "./schema";
import { BAD_REQUESTS_MIN, BURN_RATES, TARGETS } from "./targets";
import { APP_THRESHOLDS } from "./thresholds/app";
import { EDGE_THRESHOLDS } from "./thresholds/edge";
import { POSTGRES_THRESHOLDS } from "./thresholds/postgres";
import { QDRANT_THRESHOLDS } from "./thresholds/qdrant";
import { UPKEEP_THRESHOLDS } from "./thresholds/upkeep";
import { VALKEY_THRESHOLDS } from "./thresholds/valkey";

/** The table as it is written, for tests that change one number of it. */
export const PROMISES_INPUT: PromisesInput = {
  targets: [...TARGETS],
  burnRates: { full: [...BURN_RATES.full], lean: [...BURN_RATES.lean] },
  burnRatesOf: { "100": "lean", "500": "lean", "2k": "full", "5k": "full", "10k": "full", "20k": "full" },
  badRequestsMin: BAD_REQUESTS_MIN,
  latencyBy: "percentileRank",
  customMetricsMax: { "100": 8, "500": 13, "2k": 13, "5k": 16, "10k": 16, "20k": 16 },
  thresholds: [
    ...APP_THRESHOLDS,
    ...POSTGRES_THRESHOLDS,
    ...VALKEY_THRESHOLDS,
    ...QDRANT_THRESHOLDS,
    ...EDGE_THRESHOLDS,
    ...UPKEEP_THRESHOLDS,
  ],
  capacityLimits: CAPACITY_LIMITS,
};

/** Problems of a row are found by its id, not by counting. */
function byId(input: PromisesInput, problem: Problem): Problem {
  const path = problem.path.replace(
    /^(targets|thresholds)\.(\d+)/,
    (whole, list: "targets" | "thresholds", index) => {
      const id: unknown = input[list][Number(index)]?.id;
      return typeof id === "string" ? `${list}.${id}` : whole;
    },
  );
  return { ...problem, path };
}

/** @throws InputError with every problem of the table */
export function parsePromises(input: PromisesInput): Promises {
  const { data, error } = promisesSchema.safeParse(input);
  const problems = [...problemsOf(promisesSchema, input, error?.issues ?? []), ...problemsAcrossRows(input)];
  if (data !== undefined && problems.length === 0) return data;
  throw new InputError(
    "The table of promises is refused:",
    problems.map((problem) => byId(input, problem)),
  );
}

/**
 * The one table of what is promised: targets of users and thresholds of parts. Alarms, policies, reports and pages take every
 * number from here.
 */
export const PROMISES: Promises = parsePromises(PROMISES_INPUT);
