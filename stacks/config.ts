import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../tiers";
import { parseStackConfig, type StackConfig } from "./stack-config";

/**
 * Reads and validates the configuration of the current stack. The only reader of `pulumi.Config`.
 * @param sizes where the caller has resolved them; the configuration then names none
 * @throws InputError listing every problem of the stack's values, or of the overrides
 */
export function readStackConfig(sizes?: TierSpec): StackConfig {
  const project = pulumi.getProject();
  const config = new pulumi.Config();
  const aws = new pulumi.Config("aws");
  const prefix = `${project}:`;
  const keys = Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  return parseStackConfig(
    {
      project,
      stack: pulumi.getStack(),
      region: aws.get("region"),
      credentials: { profile: aws.get("profile"), assumeRoles: aws.get("assumeRoles") },
      values: Object.fromEntries(keys.map((key) => [key, config.get(key) ?? ""])),
    },
    sizes,
  );
}
