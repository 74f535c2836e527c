import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { isAbsolute, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { InputError } from "../tiers";
import { errorCode } from "./error-code";
import { isAlive } from "./is-alive";

/** A relative one counts as none: https://specifications.freedesktop.org/basedir-spec/latest/ */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** Of whoever runs this; a container may run as somebody who has none, and whom the system does not know. */
function home(env: NodeJS.ProcessEnv): string {
  const named = absolute(env["HOME"]);
  if (named !== undefined) return named;
  try {
    return homedir();
  } catch {
    throw new InputError(
      "There is no home folder to keep what is downloaded or built. Set XDG_CACHE_HOME to a folder, and run this again.",
    );
  }
}

/** Folder of a tool that was downloaded or built, one folder a version. Default: the Pulumi CLI's. @throws InputError */
export function cacheFolder(env: NodeJS.ProcessEnv, tool = "pulumi"): string {
  const caches = absolute(env["XDG_CACHE_HOME"]) ?? join(home(env), ".cache");
  return join(caches, "scaling-tiers", tool);
}

const LOCK = ".lock";
const SCRATCH = ".making-";
const POLL_MS = 500;

interface Owner {
  readonly pid: number;
  readonly hostname: string;
}

async function ownerOf(lock: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(lock, "utf8")) as Owner;
  } catch {
    // Gone again, or not written yet: ask once more.
    return undefined;
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    const owner: Owner = { pid: process.pid, hostname: hostname() };
    await writeFile(lock, JSON.stringify(owner), { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    // A full disk takes the name and not the text, and a lock of nobody would be waited for for ever.
    await rm(lock, { force: true });
    throw error;
  }
}

/** Only the process whose rename succeeds has removed the lock of a dead one. */
async function breakLock(lock: string): Promise<void> {
  const aside = `${lock}-${process.pid}`;
  await rename(lock, aside).catch(() => undefined);
  await rm(aside, { force: true });
}

const refuse =
  (folder: string) =>
  (error: unknown): never => {
    const code = errorCode(error);
    if (code === "ENOSPC")
      throw new InputError(
        `What this needs cannot be kept in ${folder}: the disk is full. Free some space or set XDG_CACHE_HOME to a folder on another disk, and run this again.`,
      );
    if (!["EACCES", "ENOTDIR", "EPERM", "EROFS"].includes(code)) throw error;
    throw new InputError(
      `What this needs cannot be kept in ${folder} (${code}). Make that folder writable or set XDG_CACHE_HOME to another one, and run this again.`,
    );
  };

/**
 * Runs something while no other process does the same in this folder.
 * @throws InputError when nothing can be written there; AbortError when `signal` ends the wait
 * @param waiting called once, with the process that has the lock
 */
export async function locked<T>(
  folder: string,
  waiting: (owner: Owner) => void,
  run: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lock = join(folder, LOCK);
  await mkdir(folder, { recursive: true }).catch(refuse(folder));
  let isAnnounced = false;
  while (!(await take(lock).catch(refuse(folder)))) {
    const owner = await ownerOf(lock);
    if (owner !== undefined && owner.hostname === hostname() && !isAlive(owner.pid)) await breakLock(lock);
    else {
      if (owner !== undefined && !isAnnounced) waiting(owner);
      isAnnounced ||= owner !== undefined;
      await wait(POLL_MS, undefined, { signal });
    }
  }
  try {
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Removes what processes left that were killed while they made something. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(SCRATCH)) continue;
    const pid = Number(name.slice(SCRATCH.length).split("-")[0]);
    if (!isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function fill(
  folder: string,
  version: string,
  make: (scratch: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  await sweep(folder);
  const scratch = await mkdtemp(join(folder, `${SCRATCH}${process.pid}-`));
  try {
    const content = join(scratch, "bin");
    await mkdir(content);
    const problem = await make(content);
    if (problem !== undefined) return problem;
    const target = join(folder, version);
    // What lies there already was found broken; it goes the way of the scratch folder.
    if (existsSync(target)) await rename(target, join(scratch, "broken"));
    await rename(content, target);
    return undefined;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Puts a version into the cache, whole or not at all: `make` fills a scratch folder on the same disk, which takes the
 * version's name only when `make` says that it is good. To be called under the lock.
 * @returns what `make` found wrong, or undefined when the version is there
 * @throws InputError when the folder cannot be written or its disk is full
 */
export async function install(
  folder: string,
  version: string,
  make: (scratch: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  return await fill(folder, version, make).catch(refuse(folder));
}
