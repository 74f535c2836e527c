import { stepConfig } from "../../cli/record/record-step";
import type { DryRunOptions } from "../../stacks/dry-run";
import { PROJECT } from "../../stacks/dry-run-config";
import { TIER_NAMES, tierNamed, tierPhases, type TierName } from "../../tiers";
import { EVERYTHING } from "../support/everything";

/** Arguments of `recordedManifest`. */
type Recording = readonly [TierName, Readonly<Record<string, string>>, DryRunOptions];

const APART: DryRunOptions = { tellsSecretsApart: true };

/** Every ordered pair of two tiers. */
export const TIER_PAIRS: readonly (readonly [TierName, TierName])[] = TIER_NAMES.flatMap((from) =>
  TIER_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** All tiers, with everything that a stack can switch on, and every phase of every step. */
export const RECORDINGS: readonly Recording[] = [
  ...TIER_NAMES.flatMap((tier): Recording[] => [
    [tier, {}, {}],
    [tier, {}, APART],
    [tier, EVERYTHING, {}],
  ]),
  ...TIER_PAIRS.flatMap(([from, to]) =>
    tierPhases(tierNamed(from), tierNamed(to)).map(({ name }): Recording => [
      to,
      stepConfig(PROJECT, [], { from, name }),
      APART,
    ]),
  ),
];
