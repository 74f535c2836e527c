import * as pulumi from "@pulumi/pulumi";
import { clusterNameOf } from "../components/cluster/cluster-roles";
import { InputError, rotationStepProblems, stepProblem, type Problem, type TierSpec } from "../tiers";
import { readStackConfig } from "./config";
import { exampleValueProblems } from "./example-values";
import { fixedValueProblems } from "./fixed-values";
import { createPlatform, nameParts, type PlatformOutputs } from "./platform";
import { natGenerationProblems, natGenerationsMade } from "./nat-generation";
import { reachedBefore, type Reached } from "./reached";
import { discoverSite, type Site } from "./site";
import { refusedHeading, type StackConfig } from "./stack-config";

export interface ProgramOptions {
  /** Sizes that the caller has resolved. Default: those that the configuration of the stack asks for. */
  readonly sizes?: TierSpec;
  /** Gets the sizes that are built. */
  readonly onSizes?: (sizes: TierSpec) => void;
}

/** What is wrong with the configuration of a stack that has been up: its next step, or what is fixed for its life. */
function problemsAfter(
  { position, fixed, rotation }: Reached,
  { stack, region, position: wanted, settings }: StackConfig,
  { zones }: Site,
): Problem[] {
  const { overrides, allowUnphasedStep, allowDataDestruction, environment = stack } = settings;
  const step = allowUnphasedStep ? undefined : stepProblem(position, wanted, overrides, stack);
  return [
    // Whoever lets the data go may move the rest as well.
    ...(allowDataDestruction
      ? []
      : fixedValueProblems(fixed, { region, environment, zoneIds: zones.map(({ id }) => id) })),
    ...(step === undefined ? [] : [step]),
    ...(rotation === undefined ? [] : rotationStepProblems(rotation, settings.rotation)),
  ];
}

/** @throws InputError when the configuration does not fit the account, or what the stack is */
function demandFitting(
  config: StackConfig,
  site: Site,
  reached: Reached | undefined,
  natGenerations: readonly number[],
): void {
  const { stack, settings } = config;
  const problems = [
    ...exampleValueProblems(settings, site),
    ...(reached === undefined ? [] : problemsAfter(reached, config, site)),
    ...natGenerationProblems(settings.natGeneration, natGenerations),
  ];
  if (problems.length > 0) throw new InputError(refusedHeading(stack), problems);
}

/** The Pulumi program: read the configuration, find the zones, build the platform, return its outputs. */
export async function program({ sizes, onSizes }: ProgramOptions = {}): Promise<PlatformOutputs> {
  const config = readStackConfig(sizes);
  onSizes?.(config.tier);
  const [site, reached, natGenerations] = await Promise.all([
    discoverSite(config.region, config.settings.zoneIds, clusterNameOf(nameParts(config))),
    reachedBefore(),
    natGenerationsMade(config),
  ]);
  demandFitting(config, site, reached, natGenerations);
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
