import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { InterruptionReport } from "../../models/reports/interruption";
import {
  demandDeadOwners,
  inspectStack,
  pendingOf,
  recover,
  RecoveryError,
  type Interruption,
  type PendingEntry,
  type PendingOperation,
} from "../../rehearsal/interruption";
import { knownCliError } from "../../rehearsal/cli-errors";
import { progressOn } from "../../rehearsal/progress";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { pulumiCommandAt } from "../../rehearsal/pulumi-internals";
import {
  demandChangeable,
  findUserStack,
  pulumi,
  type Cli,
  type UserStack,
} from "../../rehearsal/user-stack";
import { InputError } from "../../tiers";
import type { Stream } from "../run/deliver";
import type { Result, Style } from "../print/style";
import { plural } from "../print/table";
import { tree } from "../print/text";

export interface RecoverOptions {
  /** Do what is shown. */
  readonly clear?: true;
  /** `name=id` of creates that did happen. */
  readonly exists?: readonly string[];
  /** Names of creates that did not. */
  readonly absent?: readonly string[];
}

interface Surroundings {
  readonly stderr: Stream;
  readonly env?: NodeJS.ProcessEnv;
  /** Folder of `Pulumi.yaml`. */
  readonly projectFolder?: string;
}

const PROJECT_FOLDER = join(__dirname, "../..");
const WIDTH = 100;
const COMMAND = "./scale recover";

/** What the user says of each create that was under way: the id of what it made, or null. */
function decisionsOf({ exists = [], absent = [] }: RecoverOptions): Map<string, string | null> {
  const made = exists.map((text): [string, string] => {
    const [, name, id] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined || id === undefined)
      throw new InputError(
        `--exists takes a name and the object's id, such as cdn-assets=my-bucket; given "${text}".`,
      );
    return [name, id];
  });
  return new Map<string, string | null>([...made, ...absent.map((name): [string, null] => [name, null])]);
}

function demandKnownNames(decisions: ReadonlyMap<string, unknown>, { possibleOrphans }: Interruption): void {
  const names = possibleOrphans.map(({ name }) => name);
  const unknown = [...decisions.keys()].find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new InputError(
    names.length === 0
      ? `Nothing named ${unknown} was being created; no create was interrupted.`
      : `Nothing named ${unknown} was being created. Interrupted creates: ${names.join(", ")}`,
  );
}

/** A backend that is no folder of this machine has its pending operations in the export, and locks of its own kind. */
async function inspectRemote(cli: Cli, { stack }: UserStack): Promise<Interruption> {
  const { deployment } = JSON.parse(await pulumi(cli, ["stack", "export", "--stack", stack])) as {
    deployment?: { pending_operations?: readonly PendingEntry[] };
  };
  const pending = (deployment?.pending_operations ?? []).map(pendingOf);
  const possibleOrphans = pending.filter(({ operation }) => operation === "creating");
  return { locks: [], pending, possibleOrphans, brokenMetadata: [] };
}

const inspect = async (cli: Cli, user: UserStack): Promise<Interruption> =>
  user.backendFolder === null
    ? await inspectRemote(cli, user)
    : await inspectStack({ backendFolder: user.backendFolder, project: user.project, stack: user.stack });

const isClean = ({ locks, pending, brokenMetadata }: Interruption): boolean =>
  locks.length + pending.length + brokenMetadata.length === 0;

function nextSteps(found: Interruption, user: UserStack): string[] {
  const { locks, possibleOrphans } = found;
  const alive = locks.find(({ isOwnerAlive }) => isOwnerAlive === true);
  if (alive !== undefined)
    return [`wait until process ${alive.pid} has ended, then: ${COMMAND} ${user.stack}`];
  if (isClean(found)) return [`pulumi up --stack ${user.stack}`];
  const foreign = locks.filter(({ isOwnerAlive }) => isOwnerAlive === null);
  const byHand = user.backendFolder === null || foreign.length > 0;
  const look = possibleOrphans.map(({ type, physicalName, name }) => lookFor(type, physicalName ?? name));
  if (byHand)
    return [
      ...foreign.map(({ pid, host }) => `make sure that process ${pid} on ${host} has ended`),
      `pulumi cancel ${user.stack} --yes   # only when a lock is left`,
      ...look,
      user.backendFolder === null
        ? `pulumi refresh --stack ${user.stack} --clear-pending-creates   # then import what exists, with: pulumi import`
        : `${COMMAND} ${user.stack}`,
      `pulumi up --stack ${user.stack}`,
    ];
  const said = possibleOrphans.map(({ name }) => ` --absent ${name}`).join("");
  return [
    ...look,
    `${COMMAND} ${user.stack} --clear${said}${said === "" ? "" : "   # for one that exists: --exists <name>=<its id>"}`,
    `pulumi up --stack ${user.stack}`,
  ];
}

/** How to find out whether an object exists. */
function lookFor(type: string, name: string): string {
  const [provider = "", group = "", kind = ""] = type.split(":");
  if (provider === "kubernetes") {
    const slash = name.indexOf("/");
    const namespace = slash < 0 ? "" : ` --namespace ${name.slice(0, slash)}`;
    return `kubectl get ${kind.toLowerCase()} ${name.slice(slash + 1)}${namespace}   # does it exist?`;
  }
  const service = group.split("/", 1).join("");
  return `look for ${name} in AWS (${service} ${kind}); its id is what https://www.pulumi.com/registry/packages/aws/api-docs/${service}/${kind.toLowerCase()}/#import shows`;
}

function reportOf(
  found: Interruption,
  user: UserStack,
  next: readonly string[],
  cleared: InterruptionReport["cleared"],
): InterruptionReport {
  return {
    schemaVersion: 1,
    project: user.project,
    stack: user.stack,
    backend: user.backend,
    locks:
      user.backendFolder === null
        ? null
        : found.locks.map(({ pid, user: owner, host, since, isOwnerAlive }) => ({
            pid,
            user: owner,
            host,
            since,
            isOwnerAlive,
          })),
    pending: found.pending.map(({ urn, type, name, operation, physicalName }) => ({
      urn,
      type,
      name,
      operation,
      physicalName,
      mayBeOrphan: operation === "creating",
    })),
    brokenMetadata: [...found.brokenMetadata],
    next: [...next],
    cleared,
  };
}

const OWNER = new Map([
  [true, "which still runs"],
  [false, "which no longer runs"],
  [null, "on another machine; only that one can tell whether it runs"],
]);

/** The report as a person reads it. */
function interruptionText(report: InterruptionReport, { strong }: Style): string {
  const { stack, project, locks, pending, brokenMetadata, cleared, next } = report;
  const left = [
    ...(locks ?? []).map(
      ({ pid, user, host, since, isOwnerAlive }) =>
        `a lock of process ${pid} of ${user} on ${host}, since ${since}, ${OWNER.get(isOwnerAlive) ?? ""}`,
    ),
    ...pending.map(
      ({ operation, type, name, physicalName, mayBeOrphan }) =>
        `${operation} ${type} ${name}${physicalName === null ? "" : ` (${physicalName})`}${mayBeOrphan ? ", which may exist without the state knowing" : ""}`,
    ),
    ...brokenMetadata.map((file) => `a file that is not whole and keeps the state from being read: ${file}`),
  ];
  const done =
    cleared === null
      ? []
      : [
          strong("Cleared"),
          tree(
            [
              `${plural(cleared.locks, "lock")} of processes that no longer run`,
              ...cleared.removedMetadata.map((file) => `removed: ${file}`),
              ...cleared.adopted.map(({ urn, id }) => `taken into the state: ${urn} (${id})`),
              ...cleared.dropped.map((urn) => `forgotten, as it made nothing: ${urn}`),
              ...cleared.refreshed.map((urn) => `read from the cloud: ${urn}`),
            ],
            WIDTH,
          ),
          "",
        ];
  return [
    strong(`Stack ${stack} of ${project} in ${report.backend}`),
    ...(left.length === 0
      ? ["No interrupted run has left anything: no lock, no pending operation, no broken file."]
      : [`An interrupted run left ${plural(left.length, "thing")}:`, tree(left, WIDTH)]),
    ...(locks === null
      ? ["Locks of this backend cannot be read from here; pulumi tells when there is one."]
      : []),
    "",
    ...done,
    strong("Next"),
    ...next.map((step, place) => `  ${place + 1}. ${step}`),
    "",
  ].join("\n");
}

/** Clears by the Automation API, which takes half a second to load. */
async function clear(
  cli: Cli,
  user: UserStack,
  backendFolder: string,
  decisions: ReadonlyMap<string, string | null>,
): Promise<Omit<NonNullable<InterruptionReport["cleared"]>, "removedMetadata">> {
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
  const { clearedLocks, adopted, dropped, refreshed } = await recover(stack, {
    backendFolder,
    project: user.project,
    stack: user.stack,
    findObject: ({ name }: PendingOperation) => Promise.resolve(decisions.get(name)),
  });
  return {
    locks: clearedLocks.length,
    adopted: [...adopted],
    dropped: [...dropped],
    refreshed: [...refreshed],
  };
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
  { stderr, env = process.env, projectFolder = PROJECT_FOLDER }: Surroundings,
): Promise<Result> {
  const decisions = decisionsOf(options);
  const { path } = await findPulumiCli({ progress: progressOn(stderr), env });
  const cli: Cli = { path, env, projectFolder };
  try {
    const user = await findUserStack(cli, stack);
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
    return { json: report, text: (style) => interruptionText(report, style) };
  } catch (error) {
    throw asInputError(error);
  }
}
