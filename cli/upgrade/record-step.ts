import { estimateCost } from "../../models/cost/estimate";
import { priceBookFor } from "../../models/cost/price-books";
import type { Manifest } from "../../models/manifest";
import type { TierEnd, UpEnd } from "../../models/upgrade/upgrade";
import { PROJECT } from "../../stacks/dry-run-config";
import {
  keptSizes,
  overrideTier,
  tierNamed,
  tierPhases,
  type FieldValue,
  type TierName,
  type TierSpec,
} from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";

/** All that a report of a step reads. */
export interface RecordedStep {
  readonly from: TierEnd;
  readonly to: TierEnd;
  /** What the stack is after each `up` before the last. */
  readonly between: readonly UpEnd[];
  readonly overrides: readonly FieldValue[];
}

/** Fields by dotted path, in the tier's own structure. */
function nested(fields: readonly FieldValue[]): Record<string, Record<string, number>> {
  const groups: Record<string, Record<string, number>> = {};
  for (const { field, value } of fields) {
    const [group = "", key = ""] = field.split(".");
    groups[group] = { ...groups[group], [key]: value };
  }
  return groups;
}

/** The configuration of a stack on the way, without what every dry run has. */
export function stepConfig(
  project: string,
  overrides: readonly FieldValue[],
  phase?: { readonly from: TierName; readonly name: string },
): Record<string, string> {
  return {
    ...(overrides.length === 0 ? {} : { [`${project}:overrides`]: JSON.stringify(nested(overrides)) }),
    ...(phase === undefined ? {} : { [`${project}:phase`]: JSON.stringify(phase) }),
  };
}

/** A manifest with what it costs. */
export const tierEnd = (spec: TierSpec, manifest: Manifest): TierEnd => ({
  spec,
  manifest,
  cost: estimateCost(manifest, priceBookFor(manifest.region)),
});

/** Configuration of a stack at each end of a step, by full keys; an empty one is that of every dry run. */
export interface StepConfigs {
  readonly from: Readonly<Record<string, string>>;
  readonly to: Readonly<Record<string, string>>;
}

/** The sizes of a tier in a stack, with the overrides of its configuration. */
function specIn(tier: TierName, config: Readonly<Record<string, string>>, project: string): TierSpec {
  const overrides = config[`${project}:overrides`];
  return overrides === undefined
    ? tierNamed(tier)
    : overrideTier(tierNamed(tier), JSON.parse(overrides), `Tier ${tier} with the overrides of the stack`);
}

/**
 * Records both ends of a step, and what lies between where it takes more than one `up`.
 * @param keepsSizes whether what cannot shrink stays as it is, by overrides
 */
export async function recordStep(
  from: TierName,
  to: TierName,
  keepsSizes: boolean,
  configs: StepConfigs = { from: {}, to: {} },
): Promise<RecordedStep> {
  const overrides = keepsSizes ? keptSizes(tierNamed(from), tierNamed(to)) : [];
  const specOf = (tier: TierName, side: keyof StepConfigs): TierSpec =>
    overrideTier(specIn(tier, configs[side], PROJECT), nested(overrides), `Tier ${tier} with the kept sizes`);
  const recorded = async (
    tier: TierName,
    side: keyof StepConfigs,
    phase?: { from: TierName; name: string },
  ): Promise<Manifest> =>
    recordedManifest(
      tier,
      { ...configs[side], ...stepConfig(PROJECT, overrides, phase) },
      { tellsSecretsApart: true },
    );
  const end = async (tier: TierName, side: keyof StepConfigs): Promise<TierEnd> =>
    tierEnd(specOf(tier, side), await recorded(tier, side));
  const between: UpEnd[] = [];
  // The program knows the phases of a step between tiers; a change within one is a single `up`.
  const phases = from === to ? [] : tierPhases(specOf(from, "from"), specOf(to, "to")).slice(0, -1);
  for (const { name, spec } of phases)
    between.push({ name, spec, manifest: await recorded(to, "to", { from, name }) });
  return { from: await end(from, "from"), to: await end(to, "to"), between, overrides };
}
