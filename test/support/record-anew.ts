/**
 * Records again what is kept, in an environment that is none of its business, and prints as JSON what differs, every file that a
 * dry run has opened by its path in the checkout (those of packages are left out), and whether the environment is as it was. Whoever
 * opens a file through another door than `fs` (a process of its own) is not seen.
 * `record-anew.ts <position in RECORDINGS>…`
 */
import fs from "node:fs";
import { relative, sep } from "node:path";
import process from "node:process";
import { isDeepStrictEqual } from "node:util";
import { EVERYTHING } from "./everything";

const ROOT = fs.realpathSync(`${__dirname}/../..`);
const opened = new Set<string>();

function note(path: unknown): void {
  const text = path instanceof URL ? path.pathname : String(path);
  const own = relative(ROOT, text).split(sep).join("/");
  if (!own.startsWith("..") && !own.startsWith("node_modules/")) opened.add(own);
}

/** The same function, which notes the path that it is given first. */
const noting = <Opens extends (...args: never[]) => unknown>(open: Opens): Opens =>
  ((...args: Parameters<Opens>) => {
    note(args[0]);
    return open(...args);
  }) as Opens;

const [readFileSync, openSync] = [fs.readFileSync, fs.openSync];

async function main(positions: readonly number[]): Promise<void> {
  // Not before what they open is noted.
  fs.readFileSync = noting(readFileSync);
  fs.openSync = noting(openSync);
  const { dryRun } = await import("../../stacks/dry-run");
  for (const tier of ["100", "20k"] as const) await dryRun(tier, EVERYTHING);
  for (const path of Object.keys(require.cache)) note(path);
  fs.readFileSync = readFileSync;
  fs.openSync = openSync;
  const files = [...opened].sort();

  const { recordedManifest } = await import("../../cli/record/recorded-manifest");
  const { RECORDINGS } = await import("../runner/recordings");
  const before = JSON.stringify(process.env);
  const differing: number[] = [];
  for (const position of positions) {
    const [tier, config, options] = RECORDINGS[position] ?? ["500", {}, {}];
    const anew = await dryRun(tier, config, options);
    if (!isDeepStrictEqual(await recordedManifest(tier, config, options), anew)) differing.push(position);
  }
  const isEnvironmentAsBefore = JSON.stringify(process.env) === before;
  process.stdout.write(JSON.stringify({ differing, files, isEnvironmentAsBefore }));
}

void main(process.argv.slice(2).map(Number));
