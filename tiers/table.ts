import { parseTier } from "./parse";
import { TIER_NAMES, type TierName, type TierSpec } from "./schema";
import { tier100 } from "./tier-100";
import { tier500 } from "./tier-500";
import { tier2K } from "./tier-2k";
import { tier5K } from "./tier-5k";
import { tier10K } from "./tier-10k";
import { tier20K } from "./tier-20k";

const tiersByName: Readonly<Record<TierName, TierSpec>> = {
  "100": parseTier(tier100, "tiers/tier-100.ts"),
  "500": parseTier(tier500, "tiers/tier-500.ts"),
  "2k": parseTier(tier2K, "tiers/tier-2k.ts"),
  "5k": parseTier(tier5K, "tiers/tier-5k.ts"),
  "10k": parseTier(tier10K, "tiers/tier-10k.ts"),
  "20k": parseTier(tier20K, "tiers/tier-20k.ts"),
};

/** All tiers, smallest first. */
export const tiers: readonly TierSpec[] = TIER_NAMES.map((name) => tiersByName[name]);

/** The sizes of one tier. */
export function tierNamed(name: TierName): TierSpec {
  return tiersByName[name];
}

/** The next larger tier; nothing after the largest. */
export function tierAfter(name: TierName): TierSpec | undefined {
  return tiers[TIER_NAMES.indexOf(name) + 1];
}
