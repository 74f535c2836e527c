import { Option } from "commander";
import { QUOTAS } from "../../models/account/quotas";
import { capacityOf } from "../../models/capacity/capacity";
import {
  DEFAULT_CAPACITY_COEFFICIENTS,
  middleOf,
  type CapacityCoefficients,
} from "../../models/capacity/coefficients";
import { LOSSES, type Loss } from "../../models/capacity/loss";
import type { Coefficients } from "../../models/load/workload-coefficients";
import {
  carriedOf,
  coefficientRows,
  HEADROOM,
  partReport,
  type CapacityReport,
} from "../../models/reports/capacity";
import { InputError, TIER_NAMES, tierAfter, tierNamed, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { readCapacityCoefficients } from "../read/read-coefficients";
import { parseUsers } from "../read/parse-users";
import { estimateTier } from "../record/estimate-tier";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, ofTier, subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { beyondDocument, beyondReport } from "./beyond-report";
import { capacityDocument } from "./capacity-document";

interface CapacityChoices {
  readonly stack?: string;
  readonly users?: number;
  readonly without?: Loss;
  /** File. */
  readonly coefficients?: string;
  readonly markdown?: true;
}

const coefficientsOf = ({ coefficients }: CapacityChoices): CapacityCoefficients =>
  coefficients === undefined ? DEFAULT_CAPACITY_COEFFICIENTS : readCapacityCoefficients(coefficients);

/** The smallest tier that carries so many, from one on. */
function tierFor(users: number, from: TierName, coefficients: CapacityCoefficients): TierName | null {
  const rest = TIER_NAMES.slice(TIER_NAMES.indexOf(from));
  return rest.find((name) => capacityOf(tierNamed(name), { coefficients }).users >= users) ?? null;
}

/** What the next tier buys; a stack's overrides may not fit it. */
async function nextOf(
  { stack, tier }: Subject,
  coefficients: CapacityCoefficients,
): Promise<CapacityReport["next"]> {
  const next = tierAfter(tier);
  if (next === undefined || stack !== undefined) return null;
  const workload: Coefficients = middleOf(coefficients);
  const expected = async (name: TierName) =>
    (await estimateTier(ofTier(name), { coefficients: workload })).report.expectedMonthlyUsd;
  const [now, then] = [await expected(tier), await expected(next.name)];
  return {
    tier: next.name,
    carries: carriedOf(capacityOf(next, { coefficients })),
    costDeltaMonthlyUsd: now === null || then === null ? null : then - now,
  };
}

/** What the sizes take of the account's quotas at their most. */
async function quotasOf({ sizes, config }: Subject): Promise<CapacityReport["quotas"]> {
  const { resources } = await recordedManifest(sizes, config);
  return QUOTAS.map(({ title, byDefault, needs }) => {
    const most = needs(resources);
    return { title, needs: most, byDefault, mustBeRaised: most > byDefault };
  });
}

/** `scale capacity --users 50000`: the tier that carries so many, or what a platform beyond the table would be. */
async function capacityForUsers(users: number, options: CapacityChoices): Promise<Result> {
  const coefficients = coefficientsOf(options);
  const tier = tierFor(users, TIER_NAMES[0], coefficients);
  if (tier !== null) return await capacityCommand(ofTier(tier), options);
  if (options.without !== undefined)
    throw new InputError("Beyond the table nothing is known of zones and nodes. Leave out --without.");
  const report = await beyondReport(users, coefficients);
  return resultOf(report, () => beyondDocument(report), options);
}

/** `scale capacity <tier>`, `--stack <name>`: how many users it carries, and what breaks first. */
async function capacityCommand(subject: Subject, options: CapacityChoices): Promise<Result> {
  const coefficients = coefficientsOf(options);
  const spec = typeof subject.sizes === "string" ? tierNamed(subject.sizes) : subject.sizes;
  const { users = spec.users, without } = options;
  const capacity = capacityOf(spec, { coefficients, without });
  const report: CapacityReport = {
    schemaVersion: 1,
    tier: subject.tier,
    users,
    without: without ?? null,
    promisedUsers: spec.comfortableUsers,
    carries: carriedOf(capacity),
    parts: capacity.parts.map((part) => partReport(part, users)),
    headroom: {
      factor: HEADROOM,
      users: users * HEADROOM,
      tier: tierFor(users * HEADROOM, subject.tier, coefficients),
    },
    next: await nextOf(subject, coefficients),
    quotas: await quotasOf(subject),
    coefficients: coefficientRows(capacity, coefficients),
  };
  return resultOf(withStack(report, subject), () => capacityDocument(report, subject.title), options);
}

export const registerCapacity: Register = (program, run) => {
  reportCommand(program, "capacity", "how many users a tier carries, and which part breaks first")
    .addArgument(tierArgument("[tier]", { stack: { command: "capacity", isStack } }))
    .addOption(stackOption())
    .addOption(
      new Option("--users <n>", "users to hold it against, instead of the tier's own").argParser(parseUsers),
    )
    .addOption(new Option("--without <one>", "what is missing").choices(LOSSES))
    .addOption(new Option("--coefficients <file>", "other coefficients, JSON or YAML"))
    .addOption(new Option("--markdown", "print a table for a page or a pull request").conflicts("json"))
    .action((tier: TierName | undefined, options: CapacityChoices & OutputOptions) =>
      run(options, () =>
        tier === undefined && options.stack === undefined && options.users !== undefined
          ? capacityForUsers(options.users, options)
          : capacityCommand(subjectOf(tier, options.stack), options),
      ),
    );
};
