import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, install, locked } from "../../rehearsal/cli-cache";
import { elapsed, SILENT } from "../../rehearsal/progress";
import type { Binary, GetOptions, Got } from "./binary";
import { kitchenFor, TOOLS, type Kitchen, type Subject } from "./tools";

/** How a binary gets into the cache. */
export interface Recipe extends Subject {
  /** Also of its folder in the cache. */
  readonly name: string;
  readonly version: string;
  readonly way: keyof typeof TOOLS;
  /** In its folder; without one of them what is in the cache is not whole, and is got again. */
  readonly files: readonly string[];
  /** Such as `5 to 10 minutes on two cores`. */
  readonly takes: string;
  /**
   * The folder that the user names instead of ours.
   * @throws InputError when that is of no use
   */
  readonly given?: (env: NodeJS.ProcessEnv) => string | undefined;
  /** Fills an empty folder. */
  readonly make: (folder: string, kitchen: Kitchen) => Promise<void>;
}

/** Those that a folder does not hold. */
export const missingIn = (folder: string, files: readonly string[]): string[] =>
  files.filter((file) => !existsSync(join(folder, file)));

async function make(recipe: Recipe, root: string, options: GetOptions): Promise<void> {
  const { progress = SILENT, signal } = options;
  const { title, version, files, takes } = recipe;
  const by = TOOLS[recipe.way].title;
  progress.line(`Getting ${title} by ${by}, once; it takes ${takes} and is kept in ${join(root, version)}.`);
  const start = Date.now();
  await install(root, version, async (folder) => {
    await recipe.make(folder, kitchenFor(recipe, folder, options));
    signal?.throwIfAborted();
    const missing = missingIn(folder, files);
    if (missing.length > 0) throw new Error(`${by} made no ${missing.join(" and no ")} of ${title}.`);
    return undefined;
  });
  progress.line(`${title} is ready after ${elapsed((Date.now() - start) / 1000)}.`);
}

/**
 * Finds what a recipe makes: in the folder that the user names, else in
 * `${XDG_CACHE_HOME:-~/.cache}/scaling-tiers/<name>/<version>/`, where it is made when it is not there.
 * @returns with the path of the folder
 * @throws InputError when it can be neither found nor made
 */
export async function get(recipe: Recipe, options: GetOptions = {}): Promise<Got> {
  const { env = process.env, progress = SILENT, signal } = options;
  const { name, version, files, way } = recipe;
  const given = recipe.given?.(env);
  // Nobody asks it for its version.
  if (given !== undefined) return { version: "any", from: "path", path: given };
  const root = cacheFolder(env, name);
  const path = join(root, version);
  const isThere = (): boolean => missingIn(path, files).length === 0;
  if (isThere()) return { version, from: "cache", path };
  return await locked(
    root,
    ({ pid }) => {
      progress.line(`Process ${pid} is getting ${name} already; waiting for it.`);
    },
    async () => {
      if (isThere()) return { version, from: "cache", path };
      await make(recipe, root, options);
      return { version, from: way, path };
    },
    signal,
  );
}

/** As the registry lists it. */
export const made = (recipe: Recipe): Binary => ({
  name: recipe.name,
  version: recipe.version,
  ways: [recipe.way],
  get: (options) => get(recipe, options),
});
