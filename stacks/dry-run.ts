import { MANIFEST_SCHEMA_VERSION, type Manifest } from "../models/manifest/manifest";
import { tierNamed, type TierName, type TierSpec } from "../tiers";
import { DRY_RUN_CONFIG, DRY_RUN_REGION, PROJECT, STACK } from "./dry-run-config";
import { program } from "./program";
import { record } from "./recorder";

export interface DryRunOptions {
  /** Whether secrets that differ are masked differently, to compare two manifests. Default: no. */
  readonly tellsSecretsApart?: boolean;
}

/**
 * Runs the very program the engine runs, under mocks, and returns everything it would build.
 * Tiers may be asked for one after another in one process, not at once.
 * @param config further or other values, such as `scaling-tiers:domain`
 * @throws InputError when the configuration is refused
 */
export async function dryRun(
  tier: TierName,
  config: Readonly<Record<string, string>> = {},
  options: DryRunOptions = {},
): Promise<Manifest> {
  const found: TierSpec[] = [];
  const { resources } = await record(() => program((spec) => found.push(spec)), {
    ...options,
    project: PROJECT,
    stack: STACK,
    config: { ...DRY_RUN_CONFIG, [`${PROJECT}:tier`]: tierNamed(tier).name, ...config },
  });
  const [spec] = found;
  if (spec === undefined) throw new Error("The program has not read its configuration.");
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    tier,
    region: config["aws:region"] ?? DRY_RUN_REGION,
    spec,
    resources: [...resources],
  };
}
