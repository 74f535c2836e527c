import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Option } from "commander";
import type { Cleared, InterruptionReport } from "../../models/reports/interruption";
import {
  demandDeadOwners,
  inspectStack,
  mayBeOrphan,
  pendingOf,
  recover,
  RecoveryError,
  type Interruption,
  type PendingEntry,
  type PendingOperation,
} from "../../rehearsal/interruption";
import { knownCliError } from "../../rehearsal/cli-errors";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { pulumiCommandAt } from "../../rehearsal/pulumi-internals";
import {
  demandChangeable,
  findUserStack,
  pulumi,
  type Cli,
  type UserStack,
} from "../../rehearsal/user-stack";
import { didYouMean, InputError, show } from "../../tiers";
import type { Stream } from "../run/deliver";
import { resultOf, type Result } from "../print/result";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { recoverDocument } from "./recover-document";
import { isClean, nextSteps } from "./recover-next-steps";
import { awsCli, type Aws } from "./aws-cli";
import { rebuildDocument } from "./rebuild-document";
import { rebuild } from "./rebuild";
import { refuseMixed, rebuildRequest } from "./rebuild-request";

/** A create that did happen, and the id of the object that it made. */
type Created = readonly [name: string, id: string];

export interface RecoverOptions {
  /** Do what is shown. */
  readonly clear?: true;
  /** Creates that did happen. */
  readonly exists?: readonly Created[];
  /** Names of creates that did not. */
  readonly absent?: readonly string[];
  /** The state is lost: show what it can be rebuilt from. */
  readonly rebuild?: true;
  /** Rebuild it. */
  readonly import?: true;
}

interface Surroundings {
  readonly stderr: Stream;
  readonly env?: NodeJS.ProcessEnv;
  /** Folder of `Pulumi.yaml`. */
  readonly projectFolder?: string;
  /** Default: the AWS CLI of this machine. */
  readonly aws?: Aws;
}

const PROJECT_FOLDER = join(__dirname, "../..");

/** `name=id` of a create that did happen, after those read before. @throws InputError */
function parseExists(text: string, before: readonly Created[] = []): readonly Created[] {
  const [, name, id] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || id === undefined)
    throw new InputError(
      `--exists takes a name and the object's id, such as cdn-assets=my-bucket; given ${show(text)}.`,
    );
  return [...before, [name, id]];
}

/** What a person says of each create that was under way: the id of what it made, or null. */
const decisionsOf = ({ exists = [], absent = [] }: RecoverOptions): ReadonlyMap<string, string | null> =>
  new Map<string, string | null>([...exists, ...absent.map((name): [string, null] => [name, null])]);

function demandKnownNames(decisions: ReadonlyMap<string, unknown>, { possibleOrphans }: Interruption): void {
  const names = possibleOrphans.map(({ name }) => name);
  const unknown = [...decisions.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new InputError(
    names.length === 0
      ? `Nothing named ${unknown} was being created; no create was interrupted.`
      : `Nothing named ${unknown} was being created${didYouMean(unknown, names) || "."} Interrupted creates: ${names.join(", ")}`,
  );
}

/** A backend that is no folder of this machine has its pending operations in the export, and locks of its own kind. */
async function inspectRemote(cli: Cli, { stack }: UserStack): Promise<Interruption> {
  const { deployment } = JSON.parse(await pulumi(cli, ["stack", "export", "--stack", stack])) as {
    deployment?: { pending_operations?: readonly PendingEntry[] };
  };
  const pending = (deployment?.pending_operations ?? []).map(pendingOf);
  return { locks: [], pending, possibleOrphans: pending.filter(mayBeOrphan), brokenMetadata: [] };
}

const inspect = async (cli: Cli, user: UserStack): Promise<Interruption> =>
  user.backendFolder === null
    ? await inspectRemote(cli, user)
    : await inspectStack({ backendFolder: user.backendFolder, project: user.project, stack: user.stack });

const reportOf = (
  { locks, pending, brokenMetadata }: Interruption,
  { project, stack, backend, backendFolder }: UserStack,
  next: readonly string[],
  cleared: InterruptionReport["cleared"],
): InterruptionReport => ({
  schemaVersion: 1,
  project,
  stack,
  backend,
  locks: backendFolder === null ? null : locks.map(({ file: _, ...lock }) => lock),
  pending: [...pending],
  brokenMetadata: [...brokenMetadata],
  next: [...next],
  cleared,
});

/** Clears by the Automation API, which takes half a second to load. */
async function clear(
  cli: Cli,
  user: UserStack,
  backendFolder: string,
  decisions: ReadonlyMap<string, string | null>,
): Promise<Cleared> {
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation");
  const stack = await LocalWorkspace.selectStack(
    { stackName: user.stack, workDir: cli.projectFolder },
    {
      pulumiCommand: await pulumiCommandAt(cli.path),
      envVars: Object.fromEntries(
        Object.entries(cli.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      ),
    },
  );
  const { clearedLocks, ...done } = await recover(stack, {
    backendFolder,
    project: user.project,
    stack: user.stack,
    findObject: ({ name }: PendingOperation) => Promise.resolve(decisions.get(name)),
  });
  return { ...done, locks: clearedLocks.length };
}

/** The CLI's and the recovery's own refusals as messages for a person. */
function asInputError(error: unknown): unknown {
  if (error instanceof RecoveryError) return new InputError(error.message);
  return error instanceof InputError ? error : (knownCliError(String(error)) ?? error);
}

/** `scale recover <stack>`: shows what an interrupted run left, and clears it when asked to. */
export async function recoverCommand(
  stack: string,
  options: RecoverOptions,
  { stderr, env = process.env, projectFolder = PROJECT_FOLDER, aws }: Surroundings,
): Promise<Result> {
  refuseMixed(options);
  const decisions = decisionsOf(options);
  const { path } = await findPulumiCli({ env, isPresent: true });
  const cli: Cli = { path, env, projectFolder };
  try {
    const user = await findUserStack(cli, stack);
    if (options.rebuild === true) {
      const { import: isImport = false } = options;
      const request = await rebuildRequest(cli, user, isImport);
      const profile = request.awsConfig["profile"];
      const ask = aws ?? awsCli(env, typeof profile === "string" ? profile : undefined);
      if (isImport) await demandChangeable(cli, user);
      const state = await rebuild({ ...request, aws: ask });
      return resultOf(state, () => rebuildDocument(state));
    }
    const found = await inspect(cli, user);
    demandKnownNames(decisions, found);
    const next = nextSteps(found, user);
    let report = reportOf(found, user, next, null);
    if (options.clear === true && !isClean(found)) {
      if (user.backendFolder === null)
        throw new InputError(
          `--clear works on a backend that is a folder of this machine; only its locks tell whether their owner still runs. Do by hand:\n${next.map((step) => `  ${step}`).join("\n")}`,
        );
      demandDeadOwners(found.locks);
      for (const file of found.brokenMetadata) {
        // It holds content types only, and without it the CLI reads the state again, which all that follows needs.
        await rm(file);
        stderr.write(`Removed ${file}, which was not whole.
`);
      }
      await demandChangeable(cli, user);
      const cleared = await clear(cli, user, user.backendFolder, decisions);
      report = reportOf(found, user, [`pulumi up --stack ${stack}`], {
        ...cleared,
        removedMetadata: [...found.brokenMetadata],
      });
    }
    return resultOf(report, () => recoverDocument(report));
  } catch (error) {
    throw asInputError(error);
  }
}

export const registerRecover: Register = (program, run) => {
  reportCommand(
    program,
    "recover",
    "what an interrupted pulumi up left in a stack, and how to clear it; rebuilds a lost state",
  )
    .argument("<stack>")
    .addOption(new Option("--clear", "do what is shown"))
    .addOption(
      new Option(
        "--exists <name=id...>",
        "an interrupted create that did happen, with the object's id",
      ).argParser(parseExists),
    )
    .addOption(new Option("--absent <name...>", "an interrupted create that made nothing"))
    .addOption(new Option("--rebuild", "the state is lost: show what is found of it in AWS"))
    .addOption(new Option("--import", "with --rebuild: take what is found into the state"))
    .action((stack: string, options: RecoverOptions & OutputOptions) =>
      run(options, ({ stderr }) => recoverCommand(stack, options, { stderr })),
    );
};
