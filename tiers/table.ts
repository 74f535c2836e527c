import { parseTier } from "./parse";
import { TIER_NAMES, type TierInput, type TierName, type TierSpec } from "./schema";

/** What `tiers/tier-<name>.ts` exports. */
interface TierFile {
  readonly tier: TierInput;
}

function readTier(name: TierName): TierSpec {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the name finds the file, so that a tier more is not listed here; esbuild packs every file that fits this text
  const { tier } = require(`./tier-${name}.ts`) as TierFile;
  return parseTier(tier, `tiers/tier-${name}.ts`);
}

const tiersByName = Object.fromEntries(TIER_NAMES.map((name) => [name, readTier(name)])) as Readonly<
  Record<TierName, TierSpec>
>;

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
