import type { DryRunOptions } from "../../stacks/dry-run";
import {
  TIER_NAMES,
  asOverrides,
  keptSizes,
  stackPhases,
  tierNamed,
  tierPhases,
  type TierName,
  type TierPhase,
  type TierSpec,
} from "../../tiers";
import { EVERYTHING } from "../support/everything";
import { FIELD_CHANGES, FURTHER_CHANGES, type FieldChange } from "../support/field-changes";

/** Arguments of `recordedManifest`. */
type Recording = readonly [TierName | TierSpec, Readonly<Record<string, string>>, DryRunOptions];

const APART: DryRunOptions = { tellsSecretsApart: true };

/** Every ordered pair of two tiers. */
export const TIER_PAIRS: readonly (readonly [TierName, TierName])[] = TIER_NAMES.flatMap((from) =>
  TIER_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** The phases of a step that keeps what cannot shrink, as the report says; the same as without on the way up. */
export const phasesKept = (from: TierName, to: TierName): readonly TierPhase[] => {
  const kept = asOverrides(keptSizes(tierNamed(from), tierNamed(to)));
  return stackPhases(tierNamed(from), tierNamed(to), kept, "example");
};

const distinct = (recordings: readonly Recording[]): readonly Recording[] => [
  ...new Map(recordings.map((one) => [JSON.stringify(one), one])).values(),
];

/** All tiers, with everything that a stack can switch on, and every phase of every step but the last, which is a tier. */
export const RECORDINGS: readonly Recording[] = distinct([
  ...TIER_NAMES.flatMap((tier): Recording[] => [
    [tier, {}, {}],
    [tier, {}, APART],
    [tier, EVERYTHING, {}],
  ]),
  ...TIER_PAIRS.flatMap(([from, to]) =>
    tierPhases(tierNamed(from), tierNamed(to))
      .slice(0, -1)
      .map(({ spec }): Recording => [spec, {}, APART]),
  ),
  ...TIER_PAIRS.flatMap(([from, to]) =>
    keptSizes(tierNamed(from), tierNamed(to)).length === 0
      ? []
      : phasesKept(from, to).map(({ spec }): Recording => [spec, {}, APART]),
  ),
]);

const changed = ({ sizes }: FieldChange): Recording => [sizes, {}, APART];

/** What is recorded together: before all suites, or by the one suite that reads it. */
export const RECORDING_LISTS = {
  shared: RECORDINGS,
  fields: FIELD_CHANGES.map(changed),
  furtherFields: FURTHER_CHANGES.map(changed),
} as const;
