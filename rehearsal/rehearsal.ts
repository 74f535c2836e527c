import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  LocalWorkspace,
  PulumiCommand,
  type Deployment,
  type EngineEvent,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { AwsPackage } from "./aws";
import type { StackAddress } from "./interruption";
import { makeFolder } from "./folders";
import { KubernetesPackage } from "./kubernetes";
import { serve, type Served } from "./protocol";
import { keepConnectionsApart } from "./own-connections";
import { readyPack, type ReadyPack } from "./policy-pack";
import { withoutDebugLog, withoutPromiseTracking } from "../stacks/pulumi-internals";
import { answerCalls, type CommandResult } from "./pulumi-internals";
import { RandomPackage } from "./random";
import { StandIn } from "./stand-in";
import { foundByRefresh, stepsOf, type Step } from "./steps";
import { World, type SavedWorld } from "./world";

export interface RehearsalOptions {
  /** Absolute path of the Pulumi CLI. */
  readonly pulumiCommand: string;
  readonly program: PulumiFn;
  readonly project: string;
  readonly stack: string;
  /** Full keys, such as `scaling-tiers:tier`. */
  readonly config: Readonly<Record<string, string>>;
  /**
   * Whether the engine writes its state after every step, as it does for real; else once, at the end of an operation,
   * which is several times faster. Only an interruption can tell the difference. Default: true.
   */
  readonly hasCheckpoints?: boolean;
  /** Folder of a policy pack that previews and updates are held against. */
  readonly policyPack?: string;
  /** AWS and random values of another stack, with which it shares the account. Default: its own. */
  readonly cloud?: World;
  /** Called with every event of the engine, for a progress display. */
  readonly onEvent?: (event: EngineEvent) => void;
}

/** What a policy said of a resource. */
export interface PolicyFinding {
  readonly policy: string;
  readonly enforcement: string;
  /** Absent when it is about the stack. */
  readonly urn: string | undefined;
  readonly message: string;
}

export interface Run {
  readonly succeeded: boolean;
  /** Every operation on a resource that is not `same`, a replacement once; of a refresh, what it found. */
  readonly steps: readonly Step[];
  /** What the CLI printed on its error channel, and its error diagnostics; empty when the run succeeded. */
  readonly failure: string;
  readonly warnings: readonly string[];
  /** Empty without a policy pack. */
  readonly findings: readonly PolicyFinding[];
  readonly seconds: number;
}

/** One resource as it stands in the state file. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly initErrors?: readonly string[];
}

interface StateFile {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly StateResource[] } };
}

/** Not a secret: the state it guards holds made-up passwords and is removed after the run. */
const PASSPHRASE = "rehearsal";

const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Garbage is collected less often: a seventh less of the CLI's time for some 100 MiB. */
const GO_RUNTIME = { GOGC: "400" };

/** A stack and its world at one moment. */
export interface SavedStack {
  readonly deployment: Deployment;
  readonly world: SavedWorld;
}

/** What the engine is told of where the stand-ins listen. */
const providersAt = (standIns: readonly StandIn[], served: readonly Served[]): Record<string, string> => ({
  PULUMI_DEBUG_PROVIDERS: standIns.map(({ name }, index) => `${name}:${served[index]?.port}`).join(","),
});

/** How often the program was run to its end. */
interface ProgramState {
  ended: number;
}

const seconds = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

function failureOf(error: unknown, events: readonly EngineEvent[]): string {
  const diagnostics = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trim()] : [],
  );
  return [...diagnostics, error instanceof Error ? error.message : String(error)].join("\n");
}

function findingsOf(events: readonly EngineEvent[]): PolicyFinding[] {
  return events.flatMap(({ policyEvent }) =>
    policyEvent === undefined
      ? []
      : [
          {
            policy: policyEvent.policyName,
            enforcement: policyEvent.enforcementLevel,
            urn: policyEvent.resourceUrn === "" ? undefined : policyEvent.resourceUrn,
            message: policyEvent.message,
          },
        ],
  );
}

type EngineOperation = (onEvent: (event: EngineEvent) => void) => Promise<unknown>;

const countingRuns =
  (program: PulumiFn, state: ProgramState): PulumiFn =>
  async () => {
    const outputs = await program();
    state.ended += 1;
    return outputs;
  };

const LAST_UPDATE = {
  kind: "update",
  result: "succeeded",
  startTime: "1970-01-01T00:00:00.000Z",
  endTime: "1970-01-01T00:00:00.000Z",
  message: "",
  environment: {},
  config: {},
  version: 1,
};

/**
 * The CLI without two questions that follow each run, for the outputs and the history, which nobody here reads: each
 * is one more start of the CLI.
 */
async function commandWithoutQueries(path: string, root: string): Promise<PulumiCommand> {
  // The API looks for `bin/pulumi` under a root.
  await mkdir(join(root, "bin"), { recursive: true });
  await symlink(path, join(root, "bin", "pulumi"));
  const command = await PulumiCommand.get({ root });
  const json = (value: unknown): CommandResult => ({ stdout: JSON.stringify(value), stderr: "", code: 0 });
  answerCalls(command, ([topic, question]) => {
    if (topic === "stack" && question === "output") return json({});
    if (topic === "stack" && question === "history") return json([LAST_UPDATE]);
    return undefined;
  });
  return command;
}

/**
 * A folder for PULUMI_HOME in which the CLI keeps no log of each run. It writes one at the finest level, compressed and
 * encrypted, which is a third of its time, and no setting turns that off; without a folder for it, it goes on without.
 */
async function homeWithoutLogs(folder: string): Promise<string> {
  const home = join(folder, "home");
  await mkdir(home);
  await writeFile(join(home, "logs"), "");
  return home;
}

/** A stack on the real engine whose cloud and cluster are stand-ins in this process. Ended by `end`. */
export class Rehearsal {
  private constructor(
    /** Its cluster, with AWS where it shares that with no other stack. */
    readonly world: World,
    readonly stack: Stack,
    /** Folder of the state file, the locks and the backups. */
    readonly backendFolder: string,
    private readonly folder: string,
    private readonly standIns: readonly StandIn[],
    private served: readonly Served[],
    private readonly programState: ProgramState,
    private readonly pack: ReadyPack | undefined,
    private readonly options: RehearsalOptions,
  ) {}

  /** @throws Error when the CLI or the backend cannot be used; nothing is left behind then */
  static async begin(options: RehearsalOptions): Promise<Rehearsal> {
    const folder = await makeFolder();
    const served: Served[] = [];
    const programState = { ended: 0 };
    keepConnectionsApart();
    try {
      const world = new World(options.cloud);
      const { cloud = world } = options;
      const cluster = new KubernetesPackage();
      const standIns = [
        new StandIn(new AwsPackage(), cloud),
        new StandIn(cluster, world),
        new StandIn(new RandomPackage(), cloud),
      ];
      for (const one of standIns) served.push(await serve(one));
      const backendFolder = join(folder, "backend");
      const workDir = join(folder, "work");
      const home = await homeWithoutLogs(folder);
      await Promise.all([mkdir(backendFolder), mkdir(workDir)]);
      const pack =
        options.policyPack === undefined
          ? undefined
          : readyPack(options.policyPack, join(folder, "policies"));
      const stack = await LocalWorkspace.createOrSelectStack(
        {
          stackName: options.stack,
          projectName: options.project,
          program: countingRuns(options.program, programState),
        },
        {
          workDir,
          pulumiCommand: await commandWithoutQueries(options.pulumiCommand, join(folder, "cli")),
          pulumiHome: home,
          envVars: {
            PULUMI_BACKEND_URL: `file://${backendFolder}`,
            PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // Without it the CLI fetches the real providers although the stand-ins are named below.
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_DISABLE_CHECKPOINT_BACKUPS: "true",
            ...GO_RUNTIME,
            ...(options.hasCheckpoints === false ? WITHOUT_CHECKPOINTS : {}),
            ...providersAt(standIns, served),
            ...pack?.env,
          },
        },
      );
      cluster.environment = stack.workspace.envVars;
      const rehearsal = new Rehearsal(
        world,
        stack,
        backendFolder,
        folder,
        standIns,
        served,
        programState,
        pack,
        options,
      );
      await rehearsal.setConfig(options.config);
      return rehearsal;
    } catch (error) {
      for (const one of served) one.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** AWS and random values, where `world` holds the cluster alone. */
  get cloud(): World {
    return this.options.cloud ?? this.world;
  }

  async setConfig(config: Readonly<Record<string, string>>): Promise<void> {
    await this.stack.setAllConfig(
      Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }])),
    );
  }

  async removeConfig(key: string): Promise<void> {
    await this.stack.removeConfig(key);
  }

  /** Sets variables of the CLI, and of the providers that it starts, from now on. */
  setEnvironment(variables: Readonly<Record<string, string>>): void {
    Object.assign(this.stack.workspace.envVars, variables);
  }

  /** Whether from now on the engine writes its state after every step, or once, at the end of an operation. */
  setCheckpoints(areWritten: boolean): void {
    const off = areWritten ? { PULUMI_SKIP_CHECKPOINTS: "false" } : WITHOUT_CHECKPOINTS;
    Object.assign(this.stack.workspace.envVars, off);
  }

  /** From now on every call of a provider reaches nobody, but for those that are being answered. */
  loseProviders(): void {
    for (const one of this.served) one.leave();
  }

  /** Ends what `loseProviders` began. */
  async bringProvidersBack(): Promise<void> {
    for (const one of this.served) one.stop();
    this.served = await Promise.all(this.standIns.map(serve));
    Object.assign(this.stack.workspace.envVars, providersAt(this.standIns, this.served));
  }

  async save(): Promise<SavedStack> {
    return { deployment: await this.stack.exportStack(), world: this.world.save() };
  }

  /** Makes stack and world what they were; the configuration stays. */
  async restore({ deployment, world }: SavedStack): Promise<void> {
    await this.stack.importStack(deployment);
    this.world.restore(world);
  }

  up(signal?: AbortSignal): Promise<Run> {
    return this.runProgram((onEvent) =>
      this.stack.up({ onEvent, ...this.packs, ...(signal === undefined ? {} : { signal }) }),
    );
  }

  /** `pulumi up --refresh`: the state is what the cloud holds before anything is compared with the program. */
  upAfterRefresh(): Promise<Run> {
    return this.runProgram((onEvent) => this.stack.up({ onEvent, ...this.packs, refresh: true }));
  }

  preview(): Promise<Run> {
    return this.runProgram((onEvent) => this.stack.preview({ onEvent, ...this.packs }));
  }

  refresh(): Promise<Run> {
    return this.run((onEvent) => this.stack.refresh({ onEvent }), foundByRefresh);
  }

  /** Looks for drift and writes nothing. */
  previewRefresh(): Promise<Run> {
    return this.run((onEvent) => this.stack.previewRefresh({ onEvent }), foundByRefresh);
  }

  /** Asks first, as the CLI's `destroy` does: refused here means that nothing was deleted. */
  previewDestroy(): Promise<Run> {
    return this.run((onEvent) => this.stack.previewDestroy({ onEvent }));
  }

  destroy(): Promise<Run> {
    return this.run((onEvent) => this.stack.destroy({ onEvent }));
  }

  /** Resources of the state file, read from the disk: no secret is in what is asked of them. */
  async resources(): Promise<readonly StateResource[]> {
    const { checkpoint } = JSON.parse(await this.stateText()) as StateFile;
    return checkpoint.latest?.resources ?? [];
  }

  /** Address of the stack for `inspectStack` and `recover`. */
  get address(): StackAddress {
    const { project, stack } = this.options;
    return { backendFolder: this.backendFolder, project, stack };
  }

  /** The state file as it lies on the disk. */
  stateText(): Promise<string> {
    const { project, stack } = this.options;
    return readFile(join(this.backendFolder, ".pulumi", "stacks", project, `${stack}.json`), "utf8");
  }

  /** Stops the stand-ins and removes every file of the run. */
  async end(): Promise<void> {
    for (const one of this.served) one.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get packs(): { readonly policyPacks?: string[] } {
    return this.pack === undefined ? {} : { policyPacks: [this.pack.folder] };
  }

  /** The SDK takes a lost connection for a good end of the program, whatever was left to register. */
  private async runProgram(operation: EngineOperation): Promise<Run> {
    const endedBefore = this.programState.ended;
    const run = await this.run(operation);
    return run.succeeded && this.programState.ended === endedBefore
      ? {
          ...run,
          succeeded: false,
          failure: "The program lost its connection to the engine before it ended.",
        }
      : run;
  }

  private async run(operation: EngineOperation, steps = stepsOf): Promise<Run> {
    const events: EngineEvent[] = [];
    const started = process.hrtime.bigint();
    // The SDK keeps a stack trace for each promise; without them a program runs several times faster.
    const stackTraceLimit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const restores = [withoutPromiseTracking(), withoutDebugLog()];
    let failure: string | null = null;
    try {
      await operation((event) => {
        events.push(event);
        this.options.onEvent?.(event);
      });
    } catch (error) {
      failure = failureOf(error, events);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      for (const restore of restores) restore();
    }
    return {
      succeeded: failure === null,
      steps: steps(events),
      failure: failure ?? "",
      warnings: events.flatMap(({ diagnosticEvent }) =>
        diagnosticEvent?.severity === "warning" ? [diagnosticEvent.message.trim()] : [],
      ),
      findings: findingsOf(events),
      seconds: seconds(started),
    };
  }
}

/** Runs `body` with a stack on the engine, and removes everything afterwards, also when it fails. */
export async function rehearse<Result>(
  options: RehearsalOptions,
  body: (rehearsal: Rehearsal) => Promise<Result>,
): Promise<Result> {
  const rehearsal = await Rehearsal.begin(options);
  try {
    return await body(rehearsal);
  } finally {
    await rehearsal.end();
  }
}
