import { estimateCost } from "../../models/cost/estimate";
import { priceBookFor } from "../../models/cost/price-books";
import type { Manifest } from "../../models/manifest";
import type { TierEnd, UpEnd } from "../../models/upgrade/upgrade";
import {
  keptSizes,
  overrideTier,
  tierNamed,
  tierPhases,
  type FieldValue,
  type TierName,
  type TierSpec,
} from "../../tiers";
import { loadDryRun } from "../load-dry-run";

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

/**
 * Records both ends of a step, and what lies between where it takes more than one `up`.
 * @param keepsSizes whether what cannot shrink stays as it is, by overrides
 */
export async function recordStep(from: TierName, to: TierName, keepsSizes: boolean): Promise<RecordedStep> {
  const { dryRun, PROJECT } = loadDryRun();
  const overrides = keepsSizes ? keptSizes(tierNamed(from), tierNamed(to)) : [];
  const specOf = (tier: TierName): TierSpec =>
    overrideTier(tierNamed(tier), nested(overrides), `Tier ${tier} with the kept sizes`);
  const recorded = async (tier: TierName, phase?: { from: TierName; name: string }): Promise<Manifest> =>
    dryRun(tier, stepConfig(PROJECT, overrides, phase), { tellsSecretsApart: true });
  const end = async (tier: TierName): Promise<TierEnd> => {
    const manifest = await recorded(tier);
    return { spec: specOf(tier), manifest, cost: estimateCost(manifest, priceBookFor(manifest.region)) };
  };
  const between: UpEnd[] = [];
  for (const { name, spec } of tierPhases(specOf(from), specOf(to)).slice(0, -1))
    between.push({ name, spec, manifest: await recorded(to, { from, name }) });
  return { from: await end(from), to: await end(to), between, overrides };
}
