import { createHash } from "node:crypto";
import { join } from "node:path";
import { CACHE, keep, readKept } from "../../cli/record/kept.cjs";
import { RECORDED_SOURCES } from "../../cli/record/recorded-manifest";
import { sourceDigest } from "../../cli/record/source-digest.cjs";
import type { Rehearsal, RehearsalOptions, SavedStack } from "../../rehearsal/rehearsal";
import type { TierName } from "../../tiers";
import { beginOnEngine, ranWell } from "./rehearsal";
import { contentsOf, type Contents } from "./stack-contents";

/** A tier that has just come up: the stack with its world, and what the world holds. */
interface FreshStack {
  readonly saved: SavedStack;
  readonly contents: Contents;
}

type Config = Readonly<Record<string, string>>;

/** Maps are no JSON. */
const asText = ({ saved: { deployment, world }, contents }: FreshStack): string =>
  JSON.stringify({
    deployment,
    objects: [...world.objects],
    generations: [...world.generations],
    contents,
  });

function fromText(text: string): FreshStack {
  const { deployment, objects, generations, contents } = JSON.parse(text) as {
    deployment: SavedStack["deployment"];
    objects: [string, never][];
    generations: [string, number][];
    contents: Contents;
  };
  return {
    saved: { deployment, world: { objects: new Map(objects), generations: new Map(generations) } },
    contents,
  };
}

function fileOf(tier: TierName, config: Config): string {
  const digest = sourceDigest([...RECORDED_SOURCES, "models", "rehearsal"]);
  if (digest === null) throw new Error("Install the packages by npm: npm ci");
  const name = createHash("sha256")
    .update(JSON.stringify([tier, config]))
    .digest("hex");
  return join(CACHE, "stacks", digest, `${name.slice(0, 32)}.json`);
}

/** Brings a tier up for whoever asks first, and keeps what came of it for all others and for the next run. */
async function freshStack(tier: TierName, config: Config): Promise<FreshStack> {
  const file = fileOf(tier, config);
  const kept = readKept(file);
  if (kept !== undefined) return fromText(kept);
  const rehearsal = await beginOnEngine({ tier, config });
  try {
    ranWell(await rehearsal.up());
    const made = { saved: await rehearsal.save(), contents: await contentsOf(rehearsal) };
    keep(file, asText(made));
    return made;
  } finally {
    await rehearsal.end();
  }
}

/** What a tier's world holds when it has just come up. */
export const freshContents = async (tier: TierName, config: Config = {}): Promise<Contents> =>
  (await freshStack(tier, config)).contents;

/**
 * A stack of a tier that has come up, without waiting for it to come up again: `tiers.engine.test.ts` shows what an `up`
 * of each tier does. Ended by `end`.
 */
export async function beginFresh(
  tier: TierName,
  config: Config = {},
  further: Partial<Pick<RehearsalOptions, "hasCheckpoints" | "policyPack" | "program">> = {},
): Promise<Rehearsal> {
  const { saved } = await freshStack(tier, config);
  const rehearsal = await beginOnEngine({ tier, config }, further);
  try {
    await rehearsal.restore(saved);
    return rehearsal;
  } catch (error) {
    await rehearsal.end();
    throw error;
  }
}
