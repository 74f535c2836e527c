import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../tiers";
import { isConfigSecret } from "./pulumi-internals";
import { valueInStackFile } from "./stack-file";
import { parseStackConfig, type StackConfig } from "./stack-config";

export interface ReadOptions {
  /** Where the caller has resolved them; the configuration then names none. */
  readonly sizes?: TierSpec | undefined;
  /** Folder of the stacks' files, where they are what the engine has read. */
  readonly stackFolder?: string | undefined;
}

/**
 * Reads and validates the configuration of the current stack. The only reader of `pulumi.Config`.
 * @throws InputError listing every problem of the stack's values, or of the overrides
 */
export function readStackConfig({ sizes, stackFolder }: ReadOptions = {}): StackConfig {
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
      appSecretsInFile:
        stackFolder === undefined
          ? undefined
          : valueInStackFile(stackFolder, pulumi.getStack(), `${prefix}appSecrets`),
      secretKeys: keys.filter((key) => isConfigSecret(`${prefix}${key}`)),
    },
    sizes,
  );
}
