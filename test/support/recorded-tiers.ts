import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { TIER_NAMES, type TierName } from "../../tiers";

/** Reads the manifests of all tiers before the tests of a suite, and gives them by tier. */
export function recordedTiers(): (tier: TierName) => Manifest {
  const manifests = new Map<TierName, Manifest>();
  beforeAll(async () => {
    for (const tier of TIER_NAMES) manifests.set(tier, await recordedManifest(tier));
  });
  return (tier) => {
    const manifest = manifests.get(tier);
    if (manifest === undefined) throw new Error(`Tier ${tier} was not recorded.`);
    return manifest;
  };
}
