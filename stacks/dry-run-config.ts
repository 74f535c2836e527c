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
  [`${PROJECT}:disasterRecoveryRegion`]: "us-west-2",
};

/** Those values with further or other ones; the region of copies is another one than the stack's. */
export function dryRunConfig(config: Readonly<Record<string, string>>): Record<string, string> {
  const key = `${PROJECT}:disasterRecoveryRegion`;
  const isSame = config["aws:region"] === DRY_RUN_CONFIG[key];
  return { ...DRY_RUN_CONFIG, ...(isSame ? { [key]: DRY_RUN_REGION } : {}), ...config };
}
