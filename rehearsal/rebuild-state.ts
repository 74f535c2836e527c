import { randomUUID } from "node:crypto";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import type { ManifestResource } from "../models/manifest/manifest";
import type { Values } from "../models/manifest/values";
import { withSecrets } from "../models/recovery/rebuild/secrets";
import {
  clusterObjects,
  completed,
  lostTexts,
  missingIn,
  skeletonOf,
  type Skeleton,
  type StateEntry,
} from "../models/recovery/rebuild/state";
import { InputError } from "../tiers";
import { pulumi, type Cli } from "./user-stack";

interface Exported {
  readonly version?: number;
  readonly deployment: {
    readonly resources?: readonly StateEntry[];
    readonly pending_operations?: readonly unknown[];
  } & Values;
}

/** A refresh shows differences from what the state says, and this one says nothing yet: they are not asked for. */
const WITHOUT_DIFFERENCES = { PULUMI_ENABLE_LEGACY_REFRESH_DIFF: "true" };

/** The state of a stack. Its secrets stay encrypted. */
const exportState = async (cli: Cli, stack: string): Promise<Exported> =>
  JSON.parse(await pulumi(cli, ["stack", "export", "--stack", stack])) as Exported;

/** By standard input: a password of it stands in no file. */
async function importState(
  cli: Cli,
  stack: string,
  exported: Exported,
  resources: readonly StateEntry[],
): Promise<void> {
  const state = {
    ...exported,
    version: exported.version ?? 3,
    deployment: { ...exported.deployment, resources },
  };
  await pulumi(cli, ["stack", "import", "--stack", stack], JSON.stringify(state));
}

async function refresh(cli: Cli, stack: string): Promise<void> {
  const env = { ...cli.env, ...WITHOUT_DIFFERENCES };
  await pulumi({ ...cli, env }, ["refresh", "--yes", "--skip-preview", "--stack", stack]);
}

/** @throws InputError when the state of a stack holds something */
export async function demandEmptyState(cli: Cli, stack: string): Promise<void> {
  const { deployment } = await exportState(cli, stack);
  const held = (deployment.resources ?? []).filter(({ type }) => type !== "pulumi:pulumi:Stack").length;
  if (held === 0) return;
  throw new InputError(
    `The state of ${stack} holds ${held} resources. Only an empty one is rebuilt: keep a copy (pulumi stack export --file state.json), and empty it by pulumi stack rm ${stack} --force --preserve-config, then pulumi stack init ${stack}.`,
  );
}

export interface RebuildOptions extends Skeleton {
  readonly cli: Cli;
  /** Texts of random passwords, by logical name. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Configuration of the provider `aws`, such as `region`. */
  readonly awsConfig: Values;
}

/** What a state that was rebuilt holds, and what it lacks. */
export interface Rebuilt {
  readonly adopted: number;
  readonly missing: readonly ManifestResource[];
}

/**
 * Fills an empty state with what is there: names every object by its id and lets a refresh read it; first AWS's, then the
 * cluster's, whose address is an output of the former. Nothing in AWS or the cluster is changed. What a refresh does not
 * find is not in the state afterwards, and what the program has as a secret is one. Versions of the state on the way hold it as it
 * was read.
 * @throws InputError when the state is not empty, or the CLI refuses
 */
export async function rebuildState({
  cli,
  passwords,
  awsConfig,
  ...skeleton
}: RebuildOptions): Promise<Rebuilt> {
  const { manifest, owner } = skeleton;
  const { stack } = owner;
  await demandEmptyState(cli, stack);
  const providers = [
    { package: "aws", version: awsVersion, config: awsConfig, id: randomUUID() },
    { package: "random", version: randomVersion, config: {}, id: randomUUID() },
  ] as const;
  await importState(cli, stack, await exportState(cli, stack), skeletonOf(skeleton, providers, passwords));
  await refresh(cli, stack);
  const read = await exportState(cli, stack);
  const byUrn = new Map(manifest.resources.map((resource) => [resource.urn, resource]));
  const lost = lostTexts(manifest);
  const state = (read.deployment.resources ?? []).map((entry) => {
    const resource = byUrn.get(entry.urn);
    return resource === undefined || !entry.type.startsWith("aws:")
      ? entry
      : completed(entry, resource, lost);
  });
  const objects = clusterObjects(skeleton, state, randomUUID());
  const isSecret = (entries: readonly StateEntry[]): StateEntry[] =>
    withSecrets(entries, manifest, [...passwords.values()]);
  await importState(cli, stack, read, isSecret([...state, ...objects]));
  if (objects.length > 0) await refresh(cli, stack);
  const last = await exportState(cli, stack);
  const resources = last.deployment.resources ?? [];
  await importState(cli, stack, last, isSecret(resources));
  const missing = missingIn(manifest, resources);
  return { adopted: manifest.resources.length - missing.length, missing };
}
