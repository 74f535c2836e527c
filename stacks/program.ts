import * as pulumi from "@pulumi/pulumi";
import { InputError, stepProblem, type StackPosition, type TierSpec } from "../tiers";
import { readStackConfig } from "./config";
import { exampleValueProblems } from "./example-values";
import { createPlatform, type PlatformOutputs } from "./platform";
import { reachedPosition } from "./reached";
import { discoverSite, type Site } from "./site";
import { refusedHeading, type StackConfig } from "./stack-config";

export interface ProgramOptions {
  /** Sizes that the caller has resolved. Default: those that the configuration of the stack asks for. */
  readonly sizes?: TierSpec;
  /** Gets the sizes that are built. */
  readonly onSizes?: (sizes: TierSpec) => void;
}

/** @throws InputError when the configuration does not fit the account, or where the stack is on its way between tiers */
function demandFitting(
  { stack, position, settings }: StackConfig,
  site: Site,
  reached: StackPosition | undefined,
): void {
  const { overrides, allowUnphasedStep } = settings;
  const step =
    reached === undefined || allowUnphasedStep ? undefined : stepProblem(reached, position, overrides, stack);
  const problems = [...exampleValueProblems(settings, site), ...(step === undefined ? [] : [step])];
  if (problems.length > 0) throw new InputError(refusedHeading(stack), problems);
}

/** The Pulumi program: read the configuration, find the zones, build the platform, return its outputs. */
export async function program({ sizes, onSizes }: ProgramOptions = {}): Promise<PlatformOutputs> {
  const config = readStackConfig(sizes);
  onSizes?.(config.tier);
  const [site, reached] = await Promise.all([
    discoverSite(config.region, config.settings.zoneIds),
    reachedPosition(),
  ]);
  demandFitting(config, site, reached);
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
