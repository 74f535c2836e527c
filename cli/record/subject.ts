import { existsSync } from "node:fs";
import { didYouMean, InputError, show, type StackSizes, type TierName, type TierSpec } from "../../tiers";
import { tierTitle } from "../print/figures";
import { stackFiles } from "../read/stack-files";
import { ROOT } from "./kept.cjs";
import { sized } from "./record-step";

/** What a report is about: a tier as it is, or what a stack's file makes of one. */
export interface Subject {
  /** `Tier 500`, or `Stack prod (tier 500, with overrides)`. */
  readonly title: string;
  /** Absent for a tier. */
  readonly stack?: string;
  readonly tier: TierName;
  /** What is built of it. */
  readonly sizes: TierName | TierSpec;
  /** Whether a stack is between two tiers, in a phase of the step. */
  readonly isOnItsWay: boolean;
  /** By what a stack's sizes differ from those of its tier. */
  readonly overrides: StackSizes["overrides"];
  /** Values beside the sizes, by full keys. */
  readonly config: Readonly<Record<string, string>>;
}

/** A report that says whose it is, where it is that of a stack. */
export const withStack = <T extends object>(
  report: T,
  { stack }: Subject,
): T & { readonly stack?: string } => (stack === undefined ? report : { ...report, stack });

export const ofTier = (tier: TierName): Subject => ({
  title: `Tier ${tierTitle(tier)}`,
  tier,
  sizes: tier,
  isOnItsWay: false,
  overrides: {},
  config: {},
});

/** The checkout whose stacks are meant: that of the folder one is in, else the one that this command belongs to. */
export const checkout = (): string => (existsSync("Pulumi.yaml") ? "." : ROOT);

/**
 * A stack as its file in the checkout describes it: tier, overrides, phase, domain, region and all other values.
 * @param folder of the checkout; tests name their own
 * @throws InputError when there is no such file, or its values cannot be known or are refused
 */
export function ofStack(stack: string, folder = checkout()): Subject {
  const files = stackFiles(folder);
  const found = files.get(stack);
  if (found === undefined)
    throw new InputError(
      `There is no file of a stack ${show(stack)}${didYouMean(stack, [...files.keys()]) || "."} Stacks with a file: ${[...files.keys()].join(", ") || "none"}.`,
    );
  if (found.values === undefined)
    throw new InputError(`Nothing can be said of stack ${stack} by its file ${found.file}: ${found.why}.`);
  const { tier, config } = found.values;
  const { sizes, position, by, config: rest } = sized({ stack, tier, config });
  const { phase } = position;
  const notes = [
    `tier ${tierTitle(tier)}`,
    ...(phase === null || phase === undefined ? [] : [`phase ${phase.name} from ${tierTitle(phase.from)}`]),
    ...(Object.keys(by.overrides).length === 0 ? [] : ["with overrides"]),
  ];
  return {
    title: `Stack ${stack} (${notes.join(", ")})`,
    stack,
    tier,
    sizes,
    isOnItsWay: phase !== null && phase !== undefined,
    overrides: by.overrides,
    config: rest,
  };
}

/** Whether the checkout that is meant has a file of a stack by this name. */
export const isStack = (name: string): boolean => stackFiles(checkout()).has(name);

/**
 * What a command line names: a tier or a stack.
 * @throws InputError when it names neither, or both
 */
export function subjectOf(tier: TierName | undefined, stack: string | undefined): Subject {
  if (tier !== undefined && stack !== undefined) throw new InputError("Give a tier or --stack, not both.");
  if (stack !== undefined) return ofStack(stack);
  if (tier === undefined) throw new InputError("Name a tier, or a stack by --stack.");
  return ofTier(tier);
}
