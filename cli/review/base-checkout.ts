import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { manifestSchema, type Manifest } from "../../models/manifest";
import { InputError, parseTier, type TierName, type TierSpec } from "../../tiers";

/** One tier as another checkout has it. */
export interface BaseTier {
  readonly spec: TierSpec;
  readonly manifest: Manifest;
}

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
): Promise<ReadonlyMap<TierName, BaseTier>> {
  demandCheckout(folder);
  const { tiers } = z
    .object({ tiers: z.array(z.looseObject({ name: z.string() })) })
    .parse(await ask(folder, "tiers"));
  const base = new Map<TierName, BaseTier>();
  for (const name of names) {
    const given = tiers.find((tier) => tier.name === name);
    const manifest = manifestSchema.safeParse(await ask(folder, "manifest", name));
    if (given === undefined || !manifest.success)
      throw new InputError(
        `The checkout in ${folder} describes tier ${name} in a form that this release does not read.`,
      );
    base.set(name, { spec: parseTier(given, `Tier ${name} of ${folder}`), manifest: manifest.data });
  }
  return base;
}
