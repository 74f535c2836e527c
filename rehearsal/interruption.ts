import { nameOfUrn } from "../models/manifest/urn";
import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Deployment as ApiDeployment, Stack } from "@pulumi/pulumi/automation";
import type { Cleared, InterruptedOperation, StackLock } from "../models/reports/interruption";
import { isAlive } from "./is-alive";
import { NAME_INPUTS, NAME_PREFIX_INPUTS } from "./physical-names";

export interface Lock extends Readonly<StackLock> {
  readonly file: string;
}

export type PendingOperation = Readonly<InterruptedOperation>;

/** What an interrupted run left behind. */
export interface Interruption {
  readonly locks: readonly Lock[];
  readonly pending: readonly PendingOperation[];
  /** Those of the pending that may have made an object the state knows nothing of. */
  readonly possibleOrphans: readonly PendingOperation[];
  /**
   * Files beside state and locks, named `.attrs`, that were being written and are not whole. They hold nothing but
   * content types, yet the CLI reads no state (`failed to load checkpoint: EOF`) while one of them is broken.
   */
  readonly brokenMetadata: readonly string[];
}

export interface StackAddress {
  /** Folder of a `file://` backend. */
  readonly backendFolder: string;
  readonly project: string;
  readonly stack: string;
}

/** A stack that needs a person: the message says what was found and what to do. */
export class RecoveryError extends Error {}

interface LockFile {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  readonly timestamp: string;
}

export interface PendingEntry {
  readonly type: string;
  readonly resource: Readonly<Record<string, unknown>> & {
    readonly urn: string;
    readonly type: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
  };
}

interface Checkpoint {
  readonly resources?: readonly unknown[];
  readonly pending_operations?: readonly PendingEntry[];
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

async function readCheckpoint(address: StackAddress): Promise<Checkpoint> {
  const { backendFolder, project, stack } = address;
  const file = join(stateFolder(address), `${stack}.json`);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error))
      throw new RecoveryError(`There is no stack ${stack} of ${project} in ${backendFolder}.`);
    throw error;
  });
  try {
    return (JSON.parse(text) as { checkpoint: { latest?: Checkpoint } }).checkpoint.latest ?? {};
  } catch {
    // Where the text breaks off is of no help; the file and its backups are.
    throw new RecoveryError(
      `The state file ${file} is not whole. Put back the newest file of ${join(backendFolder, ".pulumi", "backups", project, stack)}.`,
    );
  }
}

const stateFolder = ({ backendFolder, project }: StackAddress): string =>
  join(backendFolder, ".pulumi", "stacks", project);
const lockFolder = ({ backendFolder, project, stack }: StackAddress): string =>
  join(backendFolder, ".pulumi", "locks", "organization", project, stack);

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names.sort();
}

async function isJson(file: string): Promise<boolean> {
  const text = await readFile(file, "utf8");
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That it is broken is the whole answer.
    return false;
  }
}

function lockOf(text: string, file: string): LockFile {
  try {
    return JSON.parse(text) as LockFile;
  } catch {
    // A disk that was full takes the name and not the text: nobody can say whose it was.
    throw new RecoveryError(
      `The lock ${file} is not whole, so it does not tell who has it. If no pulumi runs on this stack, remove it: pulumi cancel`,
    );
  }
}

async function readLocks(address: StackAddress): Promise<Lock[]> {
  const folder = lockFolder(address);
  const names = await namesIn(folder);
  return Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => {
        const file = join(folder, name);
        const lock = lockOf(await readFile(file, "utf8"), file);
        return {
          file,
          pid: lock.pid,
          host: lock.hostname,
          user: lock.username,
          since: lock.timestamp,
          isOwnerAlive: lock.hostname === hostname() ? isAlive(lock.pid) : null,
        };
      }),
  );
}

async function readBrokenMetadata(address: StackAddress): Promise<string[]> {
  const state = (await namesIn(stateFolder(address))).filter((name) =>
    name.startsWith(`${address.stack}.json`),
  );
  const files = [
    ...state.map((name) => join(stateFolder(address), name)),
    ...(await namesIn(lockFolder(address))).map((name) => join(lockFolder(address), name)),
  ].filter((file) => file.endsWith(".attrs"));
  const whole = await Promise.all(files.map(isJson));
  return files.filter((_file, index) => whole[index] === false);
}

/** Pending operations that make no object; of one that nobody knows, the opposite is assumed. */
const MAKES_NOTHING: readonly string[] = ["updating", "deleting", "reading", "importing"];

/** A pending operation of a state, as `pulumi stack export` prints it. */
export function pendingOf({ type: operation, resource }: PendingEntry): PendingOperation {
  const inputs = resource.inputs ?? {};
  const metadata = inputs["metadata"] as { name?: unknown; namespace?: unknown } | undefined;
  const objectName = [metadata?.namespace, metadata?.name]
    .filter((part) => typeof part === "string")
    .join("/");
  const named = [...NAME_INPUTS, ...NAME_PREFIX_INPUTS]
    .map((key) => inputs[key])
    .find((value) => typeof value === "string");
  return {
    urn: resource.urn,
    type: resource.type,
    name: nameOfUrn(resource.urn),
    operation,
    physicalName: objectName !== "" ? objectName : (named ?? null),
    mayBeOrphan: !MAKES_NOTHING.includes(operation),
  };
}

/** Whether an operation may have made an object that the state does not know. */
export const mayBeOrphan = (operation: PendingOperation): boolean => operation.mayBeOrphan;

/**
 * Reads the lock files and the state file of a stack in a `file://` backend, and changes nothing.
 * @throws RecoveryError when there is no such stack, or its state file is truncated
 */
export async function inspectStack(address: StackAddress): Promise<Interruption> {
  const [locks, checkpoint, brokenMetadata] = await Promise.all([
    readLocks(address),
    readCheckpoint(address),
    readBrokenMetadata(address),
  ]);
  const pending = (checkpoint.pending_operations ?? []).map(pendingOf);
  return { locks, pending, possibleOrphans: pending.filter(mayBeOrphan), brokenMetadata };
}

export interface RecoveryOptions extends StackAddress {
  /**
   * What the cloud says of a create that was under way: the id of the object it made, null when it made none, undefined
   * when nobody knows.
   */
  readonly findObject: (pending: PendingOperation) => Promise<string | null | undefined>;
}

/** What was done about it. */
export interface Recovery extends Omit<Cleared, "locks"> {
  readonly clearedLocks: readonly Lock[];
}

/** @throws RecoveryError when a process that has a lock may still run */
export function demandDeadOwners(locks: readonly Lock[]): void {
  const alive = locks.find(({ isOwnerAlive }) => isOwnerAlive !== false);
  if (alive === undefined) return;
  const owner = `process ${alive.pid} of ${alive.user} on ${alive.host}, since ${alive.since}`;
  throw new RecoveryError(
    alive.isOwnerAlive === true
      ? `The stack is locked by ${owner}, which still runs. Let it finish, or end it.`
      : `The stack is locked by ${owner}; only that host can tell whether it still runs. If it does not: pulumi cancel`,
  );
}

/**
 * Makes an interrupted stack ready for the next `up`, and says everything it does: takes away locks of dead processes,
 * takes into the state what interrupted creates made, and clears the pending operations by a refresh.
 * @throws RecoveryError before it changes anything, when a lock's owner may be alive or the outcome of a create is not known
 */
export async function recover(stack: Stack, options: RecoveryOptions): Promise<Recovery> {
  const { locks, pending, possibleOrphans, brokenMetadata } = await inspectStack(options);
  demandDeadOwners(locks);
  const found = await Promise.all(
    possibleOrphans.map(async (operation) => ({ operation, id: await options.findObject(operation) })),
  );
  const unknown = found.filter(({ id }) => id === undefined).map(({ operation }) => operation);
  if (unknown.length > 0)
    throw new RecoveryError(
      [
        "These were being created when the run was interrupted. Find out whether they exist, then recover again:",
        ...unknown.map(
          ({ type, name, physicalName }) =>
            `  ${type} ${name}${physicalName === null ? "" : ` (${physicalName})`}`,
        ),
      ].join("\n"),
    );
  for (const file of brokenMetadata) await rm(file);
  // Only a dead owner's lock is left here, and another process that locks meanwhile is refused by it.
  if (locks.length > 0) await stack.cancel();
  const adopted = found.flatMap(({ operation, id }) =>
    typeof id === "string" ? [{ urn: operation.urn, id }] : [],
  );
  if (adopted.length > 0) await adopt(stack, adopted);
  if (pending.length > 0) await stack.refresh({ clearPendingCreates: true });
  const left = await inspectStack(options);
  if (left.pending.length > 0 || left.locks.length > 0)
    throw new Error("The stack still holds locks or pending operations after its recovery.");
  return {
    clearedLocks: locks,
    removedMetadata: [...brokenMetadata],
    adopted,
    dropped: found.filter(({ id }) => id === null).map(({ operation }) => operation.urn),
    refreshed: pending.filter((operation) => !mayBeOrphan(operation)).map(({ urn }) => urn),
  };
}

/** Moves creates that did happen from the pending operations to the resources; the refresh then reads their outputs. */
async function adopt(
  stack: Stack,
  adopted: readonly { readonly urn: string; readonly id: string }[],
): Promise<void> {
  const exported = await stack.exportStack();
  const checkpoint = exported.deployment as Checkpoint;
  const idOf = (urn: string): string | undefined => adopted.find((one) => one.urn === urn)?.id;
  const pending = checkpoint.pending_operations ?? [];
  const isAdopted = ({ type, resource }: PendingEntry): boolean =>
    type === "creating" && idOf(resource.urn) !== undefined;
  const deployment: ApiDeployment = {
    ...exported,
    deployment: {
      ...checkpoint,
      // At the end: whatever it depends on was created before it, and nothing that depends on it yet.
      resources: [
        ...(checkpoint.resources ?? []),
        ...pending.filter(isAdopted).map(({ resource }) => ({ ...resource, id: idOf(resource.urn) })),
      ],
      pending_operations: pending.filter((entry) => !isAdopted(entry)),
    },
  };
  await stack.importStack(deployment);
}
