import * as pulumi from "@pulumi/pulumi";
import { MANIFEST_SCHEMA_VERSION, type Manifest } from "../models/manifest/manifest";
import { tierNamed, type TierName, type TierSpec } from "../tiers";
import type { ReadSecret } from "./app-secrets";
import { DRY_RUN_REGION, dryRunConfig, PROJECT, STACK } from "./dry-run-config";
import { program } from "./program";
import { record } from "./recorder";

export interface DryRunOptions {
  /** Whether secrets that differ are masked differently, to compare two manifests. Default: no. */
  readonly tellsSecretsApart?: boolean;
  /** Names that are in every other name. Default: those of the example. */
  readonly names?: { readonly project: string; readonly stack: string };
}

/** What stands for a secret of Secrets Manager, and differs where the ARN does. */
const exampleSecret: ReadSecret = ({ arn, jsonKey }) => pulumi.output(`text of ${arn} ${jsonKey ?? ""}`);

/** The program's own values under the name of a project. */
const ofProject = (project: string, values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key.startsWith(`${PROJECT}:`) ? `${project}:${key.slice(PROJECT.length + 1)}` : key,
      value,
    ]),
  );

/**
 * Runs the very program the engine runs, under mocks, and returns everything it would build.
 * Tiers may be asked for one after another in one process, not at once.
 * @param tier a name, which the program reads from its configuration as in `pulumi up`, with overrides and phase; or the
 * resolved sizes themselves
 * @param config further or other values, such as `scaling-tiers:domain`
 * @throws InputError when the configuration is refused
 */
export async function dryRun(
  tier: TierName | TierSpec,
  config: Readonly<Record<string, string>> = {},
  options: DryRunOptions = {},
): Promise<Manifest> {
  const byName = typeof tier === "string";
  const built: TierSpec[] = [];
  const onSizes = (sizes: TierSpec): unknown => built.push(sizes);
  const asked = { onSizes, readSecret: exampleSecret };
  const { names = { project: PROJECT, stack: STACK }, ...recording } = options;
  const values = {
    ...(byName ? { [`${PROJECT}:tier`]: tierNamed(tier).name } : {}),
    ...dryRunConfig(config),
  };
  const { resources } = await record(() => program(byName ? asked : { sizes: tier, ...asked }), {
    ...recording,
    ...names,
    config: ofProject(names.project, values),
  });
  const [spec] = built;
  if (spec === undefined) throw new Error("The program has not read its configuration.");
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    tier: spec.name,
    region: config["aws:region"] ?? DRY_RUN_REGION,
    spec,
    resources: [...resources],
  };
}
