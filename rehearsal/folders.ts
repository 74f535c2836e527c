import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./is-alive";

/** Containers may share a temporary folder, and number their processes each for itself. */
const prefix = (): string => `rehearsal-${hostname()}-`;

/** Removes what rehearsals on this machine left whose process was killed. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix()) ? Number(name.slice(prefix().length).split("-")[0]) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid))
      await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

let swept: Promise<void> | undefined;

/** A folder of this process alone; whoever begins later removes it when this process was killed. */
export async function makeFolder(): Promise<string> {
  swept ??= sweep();
  await swept;
  return mkdtemp(join(tmpdir(), `${prefix()}${process.pid}-`));
}
