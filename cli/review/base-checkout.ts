import { execFile } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { manifestSchema, type Manifest } from "../../models/manifest/manifest";
import { RECORDED_SOURCES } from "../record/recorded-manifest";
import { sourceDigest } from "../record/source-digest.cjs";
import { InputError, type TierName } from "../../tiers";

const MAX_BYTES = 2 ** 28;

/** How `scale` is started in a checkout; one from before this file was there has only its TypeScript. */
const startIn = (folder: string): string[] =>
  existsSync(join(folder, "cli/start.cjs")) ? ["cli/start.cjs"] : ["--import", "tsx", "cli/main.ts"];

/** What a command of the other checkout prints with `--json`; its own program and sizes decide. */
async function ask(folder: string, ...args: readonly string[]): Promise<unknown> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...startIn(folder), ...args, "--json"], {
      cwd: folder,
      maxBuffer: MAX_BYTES,
    });
    return JSON.parse(stdout) as unknown;
  } catch (error) {
    const said =
      error instanceof Error ? error.message.trim().split("\n").slice(-3).join(" ") : String(error);
    throw new InputError(`The checkout in ${folder} cannot say what it builds: ${said}`);
  }
}

/** @throws InputError when it is no checkout that can be asked */
function demandCheckout(folder: string): void {
  // A variable that was never set, in a workflow: nothing would differ, and every gate would be open.
  if (existsSync(folder) && realpathSync(folder) === realpathSync("."))
    throw new InputError(
      `--base names this checkout, ${folder}, which differs in nothing from itself. Make one of the branch to compare with, and give its folder: git worktree add ../base origin/main`,
    );
  if (!existsSync(join(folder, "cli/main.ts")))
    throw new InputError(
      `${folder} is no checkout of scaling-tiers. Make one of the branch to compare with: git worktree add ${folder} origin/main`,
    );
  if (!existsSync(join(folder, "node_modules")))
    throw new InputError(
      `The checkout in ${folder} has no packages yet. Install them: npm ci --prefix ${folder}`,
    );
}

/**
 * Tiers as another checkout has them.
 * @throws InputError when it cannot be asked, or answers in a form that this release does not read
 */
export async function readBase(
  folder: string,
  names: readonly TierName[],
): Promise<ReadonlyMap<TierName, Manifest>> {
  demandCheckout(folder);
  const base = new Map<TierName, Manifest>();
  for (const name of names) {
    const manifest = manifestSchema.safeParse(await ask(folder, "manifest", name));
    if (!manifest.success)
      throw new InputError(
        `The checkout in ${folder} describes tier ${name} in a form that this release does not read.`,
      );
    base.set(name, manifest.data);
  }
  return base;
}

/** Whether the other checkout builds by the very files that this one does; when nobody can tell, it may not. */
export function isSameProgram(folder: string): boolean {
  const own = sourceDigest(RECORDED_SOURCES);
  return own !== null && own === sourceDigest(RECORDED_SOURCES, folder);
}

/**
 * A stack as the other checkout's own program builds it, by its own file.
 * @throws InputError when it cannot say so, as a release from before `--stack`, or answers in another form
 */
export async function readBaseStack(folder: string, stack: string): Promise<Manifest> {
  const manifest = manifestSchema.safeParse(await ask(folder, "manifest", "--stack", stack));
  if (manifest.success) return manifest.data;
  throw new InputError(
    `The checkout in ${folder} describes stack ${stack} in a form that this release does not read.`,
  );
}
