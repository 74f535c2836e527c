import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import type { PhaseName, TierName, TierSpec } from "../../tiers";
import { phasesKept } from "../runner/recordings";

/** A manifest in which different secrets are told apart, as in a report of a step. */
export const recordedApart = (tier: TierName | TierSpec): Promise<Manifest> =>
  recordedManifest(tier, {}, { tellsSecretsApart: true });

/** An `up` of a step between tiers. */
interface PhaseTaken {
  readonly name: PhaseName;
  readonly before: Manifest;
  readonly after: Manifest;
}

/** What each `up` of a step that keeps what cannot shrink goes from and to, in their order. */
export async function phasesTaken(from: TierName, to: TierName): Promise<readonly PhaseTaken[]> {
  const taken: PhaseTaken[] = [];
  let before = await recordedApart(from);
  for (const { name, spec } of phasesKept(from, to)) {
    const after = await recordedApart(spec);
    taken.push({ name, before, after });
    before = after;
  }
  return taken;
}
