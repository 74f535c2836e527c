import { createHash } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "../../models/manifest/manifest";
import type { DryRunOptions } from "../../stacks/dry-run";
import { tierNamed, type TierName, type TierSpec } from "../../tiers";
import { loadDryRun } from "./load-dry-run";
import { CACHE, keep, readKept } from "./kept.cjs";
import { ranSourcesOf, sourceDigest } from "./source-digest.cjs";

/** Everything of this repository that a dry run executes or reads; a test compares it with what one has loaded. */
export const RECORDED_SOURCES = [
  "components",
  "jobs",
  "kinds",
  "models/cloud-outputs.ts",
  "models/promises",
  "models/load",
  "models/manifest",
  "stacks",
  "tiers",
] as const;

/** Null where nobody can tell whether the packages are what they were. */
let digest: string | null | undefined;

/** A tier as it is, without its overrides or phases, is one question whether it is asked by name or by its sizes. */
const asAsked = (tier: TierName | TierSpec): TierName | TierSpec =>
  typeof tier !== "string" && isDeepStrictEqual(tier, tierNamed(tier.name)) ? tier.name : tier;

function fileOf(
  generation: string,
  tier: TierName | TierSpec,
  config: Readonly<Record<string, string>>,
  options: DryRunOptions,
): string {
  const sorted = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  const { tellsSecretsApart = false, names } = options;
  const question = JSON.stringify([
    asAsked(tier),
    sorted,
    tellsSecretsApart,
    ...(names === undefined ? [] : [names]),
  ]);
  const name = createHash("sha256").update(question).digest("hex").slice(0, 32);
  return join(CACHE, "manifests", generation, `${name}.json`);
}

/**
 * What `dryRun` returns, without Pulumi's SDK where this very code has recorded it before. It is never stale: the file
 * it is read from is named by a digest of the sources, of the installed packages and of the question.
 * @throws InputError when the configuration is refused
 */
export async function recordedManifest(
  tier: TierName | TierSpec,
  config: Readonly<Record<string, string>> = {},
  options: DryRunOptions = {},
): Promise<Manifest> {
  digest ??= sourceDigest(RECORDED_SOURCES);
  const file = digest === null ? undefined : fileOf(digest, tier, config, options);
  const kept = file === undefined ? undefined : readKept(file);
  if (kept !== undefined) return JSON.parse(kept) as Manifest;
  const manifest = await loadDryRun().dryRun(tier, config, options);
  if (file !== undefined && ranSourcesOf(digest, RECORDED_SOURCES)) keep(file, JSON.stringify(manifest));
  return manifest;
}
