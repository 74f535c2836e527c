import * as pulumi from "@pulumi/pulumi";
import { clusterNameOf } from "../components/cluster/cluster-roles";
import { InputError, type TierSpec } from "../tiers";
import { readStackConfig } from "./config";
import { createPlatform, nameParts, type PlatformOutputs } from "./platform";
import { discoverSite } from "./site";

export interface ProgramOptions {
  /** Sizes that the caller has resolved. Default: those that the configuration of the stack asks for. */
  readonly sizes?: TierSpec;
  /** Gets the sizes that are built. */
  readonly onSizes?: (sizes: TierSpec) => void;
}

/** The Pulumi program: read the configuration, find the zones, build the platform, return its outputs. */
export async function program({ sizes, onSizes }: ProgramOptions = {}): Promise<PlatformOutputs> {
  const config = readStackConfig(sizes);
  onSizes?.(config.tier);
  const site = await discoverSite(config.region, config.settings.zoneIds, clusterNameOf(nameParts(config)));
  return createPlatform(config, site);
}

/** The program as the engine runs it: a mistake in the configuration is shown without a stack trace. */
export async function programForEngine(): Promise<PlatformOutputs> {
  try {
    return await program();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const refusal = new pulumi.RunError(error.message);
    // Nobody sees it, and Pulumi's loader colours it by a function of Node that can loop for 15 seconds on a stack with
    // paths such as node_modules/@scope/file.ts (https://github.com/nodejs/node/issues/64011).
    refusal.stack = "";
    throw refusal;
  }
}
