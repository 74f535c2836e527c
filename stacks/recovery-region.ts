import { regionAllowed, regionNameAllowed, show, type Problem } from "../tiers";

const path = "disasterRecoveryRegion";
const EXAMPLE = "pulumi config set disasterRecoveryRegion us-west-2";

/**
 * What is wrong with the region of copies: a stack must be able to live there.
 * @param own `aws:region`
 */
export function recoveryRegionProblems(own: string | undefined, region: string | undefined): Problem[] {
  if (region === undefined) return [];
  const allowed =
    region === own
      ? `another region than aws:region (${own}): with it the copies would be lost as well`
      : // Root certificates are the second stack's own.
        (regionNameAllowed(region) ?? regionAllowed(region, true));
  return allowed === undefined ? [] : [{ path, given: show(region), allowed }];
}

/** What is wrong with a stack whose sizes ask for copies when no region is named for them. */
export function missingRecoveryRegion(region: string | undefined, mode: "off" | "backup"): Problem[] {
  if (mode === "off" || region !== undefined) return [];
  return [
    {
      path,
      given: "nothing",
      allowed: `a region for the copies that operations.disasterRecovery (${mode}) asks for, where your data may lie; set it with: ${EXAMPLE}; or go without: pulumi config set --path overrides.operations.disasterRecovery off`,
    },
  ];
}
