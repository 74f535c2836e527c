import { candidatesFor } from "../../models/advice/candidates";
import type { DryRunOptions } from "../../stacks/dry-run";
import {
  TIER_NAMES,
  asOverrides,
  keptSizes,
  overrideTier,
  stackPhases,
  tierNamed,
  tierPhases,
  type TierName,
  type TierPhase,
  type TierSpec,
} from "../../tiers";
import { EVERYTHING } from "../support/everything";
import { casesOf } from "../support/seed";
import { FIELD_CHANGES, FURTHER_CHANGES, type FieldChange } from "../support/field-changes";

/** Arguments of `recordedManifest`. */
type Recording = readonly [TierName | TierSpec, Readonly<Record<string, string>>, DryRunOptions];

const APART: DryRunOptions = { tellsSecretsApart: true };

const distance = (from: TierName, to: TierName): number =>
  Math.abs(TIER_NAMES.indexOf(to) - TIER_NAMES.indexOf(from));

/** Every ordered pair of two tiers. */
export const TIER_PAIRS: readonly (readonly [TierName, TierName])[] = TIER_NAMES.flatMap((from) =>
  TIER_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** Every step to the next tier and back; of the longer ones all, or in a run of samples some. */
export const SOME_PAIRS: readonly (readonly [TierName, TierName])[] = [
  ...TIER_PAIRS.filter(([from, to]) => distance(from, to) === 1),
  ...casesOf(
    "steps over tiers",
    TIER_PAIRS.filter(([from, to]) => distance(from, to) > 1),
    3,
  ),
];

/** The phases of a step that keeps what cannot shrink, as the report says; the same as without on the way up. */
export const phasesKept = (from: TierName, to: TierName): readonly TierPhase[] => {
  const kept = asOverrides(keptSizes(tierNamed(from), tierNamed(to)));
  return stackPhases(tierNamed(from), tierNamed(to), kept, "example");
};

const distinct = (recordings: readonly Recording[]): readonly Recording[] => [
  ...new Map(recordings.map((one) => [JSON.stringify(one), one])).values(),
];

/** A tier with each of the overrides that `scale advise` offers. */
const advised = (tier: TierSpec): Recording[] =>
  candidatesFor(tier).flatMap(({ id, way }): Recording[] =>
    way.kind === "override" ? [[overrideTier(tier, asOverrides(way.settings), id), {}, APART]] : [],
  );

/** All tiers, with everything that a stack can switch on, and every phase of the steps but the last, which is a tier. */
export const RECORDINGS: readonly Recording[] = distinct([
  ...TIER_NAMES.flatMap((tier): Recording[] => [
    [tier, {}, {}],
    [tier, {}, APART],
    [tier, EVERYTHING, {}],
  ]),
  ...SOME_PAIRS.flatMap(([from, to]) =>
    tierPhases(tierNamed(from), tierNamed(to))
      .slice(0, -1)
      .map(({ spec }): Recording => [spec, {}, APART]),
  ),
  ...SOME_PAIRS.flatMap(([from, to]) =>
    keptSizes(tierNamed(from), tierNamed(to)).length === 0
      ? []
      : phasesKept(from, to).map(({ spec }): Recording => [spec, {}, APART]),
  ),
  ...advised(tierNamed("500")),
]);

/** Tiers whose every step is advised: 500, with which the examples are, and of the others all, or in a run of samples some. */
export const ADVISED_TIERS: readonly TierName[] = [
  "500",
  ...casesOf(
    "tiers that are advised beside 500",
    TIER_NAMES.filter((name) => name !== "500"),
    2,
  ),
];

const changed = ({ sizes }: FieldChange): Recording => [sizes, {}, APART];

/** What is recorded together: before all suites, or by the one suite that reads it. */
export const RECORDING_LISTS = {
  shared: RECORDINGS,
  fields: FIELD_CHANGES.map(changed),
  furtherFields: FURTHER_CHANGES.map(changed),
} as const;
