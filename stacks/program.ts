import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { clusterNameOf } from "../components/cluster/cluster-roles";
import { ownSettings, type ReadSecret } from "./app-secrets";
import {
  firewallNotice,
  InputError,
  isWaiting,
  pilotStepProblems,
  restoreStepProblems,
  rotationStepProblems,
  shardNames,
  stepProblem,
  type Problem,
  type TierSpec,
} from "../tiers";
import { readStackConfig } from "./config";
import { exampleValueProblems } from "./example-values";
import { fixedValueProblems } from "./fixed-values";
import { createPilot, type PilotOutputs } from "./pilot";
import { createPlatform, type PlatformOutputs } from "./platform";
import { natGenerationProblems, natGenerationsMade } from "./nat-generation";
import { begunRestoreProblems, begunRestores } from "./restore";
import { begunRunProblems } from "./restored-run";
import { reachedBefore, type Reached } from "./reached";
import { discoverSite, type Site } from "./site";
import { nameParts, refusedHeading, type StackConfig } from "./stack-config";

/** `stackConfigDir` of Pulumi.yaml. */
const STACK_FOLDER = join(__dirname, "config");

export interface ProgramOptions {
  /** Sizes that the caller has resolved. Default: those that the configuration of the stack asks for. */
  readonly sizes?: TierSpec;
  /** Gets the sizes that are built. */
  readonly onSizes?: (sizes: TierSpec) => void;
  /** Folder of the stacks' files, to see what stands in them in clear. Default: nobody looks. */
  readonly stackFolder?: string;
  /** Gives a secret of Secrets Manager. Default: AWS is asked. */
  readonly readSecret?: ReadSecret;
}

/** What a stack is; a pilot has less to show than the platform that it becomes. */
type ProgramOutputs = PlatformOutputs | PilotOutputs;

/** What is wrong with the configuration of a stack that has been up: its next step, or what is fixed for its life. */
function problemsAfter(
  { position, fixed, rotation, restore }: Reached,
  config: StackConfig,
  { zones }: Site,
): Problem[] {
  const { project, stack, region, position: wanted, settings } = config;
  const { overrides, allowUnphasedStep, allowDataDestruction } = settings;
  const { environment } = nameParts(config);
  const step = allowUnphasedStep ? undefined : stepProblem(position, wanted, overrides, stack);
  return [
    // Whoever lets the data go may move the rest as well.
    ...(allowDataDestruction
      ? []
      : fixedValueProblems(fixed, {
          project,
          stack,
          region,
          environment,
          zoneIds: zones.map(({ id }) => id),
        })),
    ...(step === undefined ? [] : [step]),
    ...(rotation === undefined ? [] : rotationStepProblems(rotation, settings.rotation)),
    ...restoreStepProblems(restore, settings.restore, shardNames(config.tier.postgres.shardCount)),
  ];
}

/** What is wrong with replicas of another region that are asked for, or to be promoted. */
const pilotProblemsAfter = ({ settings, tier }: StackConfig, reached: Reached | undefined): Problem[] =>
  pilotStepProblems(
    reached?.pilot,
    settings.pilot,
    reached !== undefined,
    shardNames(tier.postgres.shardCount),
  );

/** @throws InputError when the configuration does not fit the account, or what the stack is */
function demandFitting(
  config: StackConfig,
  site: Site,
  reached: Reached | undefined,
  natGenerations: readonly number[],
  sources: readonly Problem[],
): void {
  const { stack, settings } = config;
  const problems = [
    ...exampleValueProblems(settings, site),
    ...(reached === undefined ? [] : problemsAfter(reached, config, site)),
    ...natGenerationProblems(settings.natGeneration, natGenerations),
    ...sources,
  ];
  if (problems.length > 0) throw new InputError(refusedHeading(stack), problems);
}

/** What is wrong with the backups or replicas that something is to be made from, before anything is changed. */
async function sourceProblems(config: StackConfig, reached: Reached | undefined): Promise<Problem[]> {
  const { settings, tier } = config;
  const begun = await begunRestores(config, reached?.restore);
  return [
    ...pilotProblemsAfter(config, reached),
    ...begunRestoreProblems(begun, tier.postgres, new Date()),
    ...(await begunRunProblems(settings.restore.qdrant, reached)),
  ];
}

/** Said at each `up`: what is let through looks like what is refused. */
async function warnOfFirewall({ tier, position }: StackConfig): Promise<void> {
  const notice = position.phase === null ? firewallNotice(tier) : undefined;
  if (notice !== undefined) await pulumi.log.warn(notice);
}

/** The Pulumi program: read the configuration, find the zones, build the platform, return its outputs. */
export async function program({
  sizes,
  onSizes,
  readSecret,
  stackFolder,
}: ProgramOptions = {}): Promise<ProgramOutputs> {
  const config = readStackConfig({ sizes, stackFolder });
  onSizes?.(config.tier);
  const [site, reached, natGenerations] = await Promise.all([
    discoverSite(config.region, config.settings.zoneIds, clusterNameOf(nameParts(config))),
    reachedBefore(),
    natGenerationsMade(config),
  ]);
  // A caller with sizes of its own reports: of a backup it knows nothing, and nothing is made from one.
  const sources = sizes === undefined ? await sourceProblems(config, reached) : [];
  demandFitting(config, site, reached, natGenerations, sources);
  // A caller with sizes of its own reports, and nothing is brought up.
  if (sizes === undefined) await warnOfFirewall(config);
  if (isWaiting(config.settings.pilot)) return createPilot(config, site);
  return createPlatform(config, site, ownSettings(config.appSettings, readSecret));
}

/** The program as the engine runs it: a mistake in the configuration is shown without a stack trace. */
export async function programForEngine(): Promise<ProgramOutputs> {
  try {
    return await program({ stackFolder: STACK_FOLDER });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const refusal = new pulumi.RunError(error.message);
    // Nobody sees it, and Pulumi's loader colours it by a function of Node that can loop for 15 seconds on a stack with
    // paths such as node_modules/@scope/file.ts (https://github.com/nodejs/node/issues/64011).
    refusal.stack = "";
    throw refusal;
  }
}
