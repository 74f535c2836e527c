/**
 * Prints as JSON every file that a dry run has opened, by its path in the checkout; those of packages are left out. Whoever
 * opens a file through another door than `fs` (a process of its own) is not seen.
 */
import fs from "node:fs";
import { relative, sep } from "node:path";
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

fs.readFileSync = noting(fs.readFileSync);
fs.openSync = noting(fs.openSync);

async function main(): Promise<void> {
  // Not before what they open is noted.
  const { dryRun } = await import("../../stacks/dry-run");
  for (const tier of ["100", "20k"] as const) await dryRun(tier, EVERYTHING);
  for (const path of Object.keys(require.cache)) note(path);
  process.stdout.write(JSON.stringify([...opened].sort()));
}

void main();
