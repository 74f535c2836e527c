import { MANIFEST_SCHEMA_VERSION, type Manifest } from "../models/manifest";
import { tierNamed, type TierName } from "../tiers";
import { program } from "./program";
import { record, type RecordOptions } from "./recorder";

export const PROJECT = "scaling-tiers";
/** One name for all tiers: a stack keeps its name when it moves to the next tier, and its URNs with it. */
export const STACK = "example";
export const DRY_RUN_REGION = "us-east-1";

/** Values of a stack that no tier decides, for runs without one; addresses and accounts are documentation examples. */
export const DRY_RUN_CONFIG: Readonly<Record<string, string>> = {
  "aws:region": DRY_RUN_REGION,
  [`${PROJECT}:environment`]: "example",
  [`${PROJECT}:publicAccessCidrs`]: '["203.0.113.0/24"]',
  [`${PROJECT}:deployerRoleArns`]: '["arn:aws:iam::123456789012:role/deployer"]',
  [`${PROJECT}:alertEmail`]: "alerts@example.com",
};

/**
 * Runs the very program the engine runs, under mocks, and returns everything it would build.
 * Tiers may be asked for one after another in one process, not at once.
 * @param config further or other values, such as `scaling-tiers:domain`
 * @param options whether secrets that differ are masked differently, to compare two manifests; default: no
 * @throws InputError when the configuration is refused
 */
export async function dryRun(
  tier: TierName,
  config: Readonly<Record<string, string>> = {},
  options: Pick<RecordOptions, "tellsSecretsApart"> = {},
): Promise<Manifest> {
  const { resources } = await record(program, {
    ...options,
    project: PROJECT,
    stack: STACK,
    config: { ...DRY_RUN_CONFIG, [`${PROJECT}:tier`]: tierNamed(tier).name, ...config },
  });
  return {
    schemaVersion: MANIFEST_SCHEMA_VERSION,
    tier,
    region: config["aws:region"] ?? DRY_RUN_REGION,
    resources: [...resources],
  };
}
