import { estimateCost } from "../../models/cost/estimate";
import { priceBookFor } from "../../models/cost/prices/price-books";
import type { Manifest } from "../../models/manifest/manifest";
import type { TierEnd, UpEnd } from "../../models/upgrade/upgrade";
import { PROJECT } from "../../stacks/dry-run-config";
import { keptSizes, tierNamed, tierPhases, type FieldValue, type TierName } from "../../tiers";
import { recordedManifest } from "./recorded-manifest";

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
export const tierEnd = (manifest: Manifest): TierEnd => ({
  spec: manifest.spec,
  manifest,
  cost: estimateCost(manifest, priceBookFor(manifest.region)),
});

/** Configuration of a stack at each end of a step, by full keys; an empty one is that of every dry run. */
export interface StepConfigs {
  readonly from: Readonly<Record<string, string>>;
  readonly to: Readonly<Record<string, string>>;
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
  const recorded = (
    tier: TierName,
    side: keyof StepConfigs,
    phase?: { from: TierName; name: string },
  ): Promise<Manifest> =>
    recordedManifest(
      tier,
      { ...configs[side], ...stepConfig(PROJECT, overrides, phase) },
      { tellsSecretsApart: true },
    );
  const ends = { from: await recorded(from, "from"), to: await recorded(to, "to") };
  const between: UpEnd[] = [];
  // The program knows the phases of a step between tiers; a change within one is a single `up`.
  const phases = from === to ? [] : tierPhases(ends.from.spec, ends.to.spec).slice(0, -1);
  for (const { name } of phases) {
    const manifest = await recorded(to, "to", { from, name });
    between.push({ name, spec: manifest.spec, manifest });
  }
  return { from: tierEnd(ends.from), to: tierEnd(ends.to), between, overrides };
}
