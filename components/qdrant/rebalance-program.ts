import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync, version } from "esbuild";

const ROOT = join(__dirname, "../..");
const SOURCES = join(ROOT, "jobs/qdrant-rebalance");
/** Where tools of Node keep what they can make again; never committed. */
const CACHE = join(ROOT, "node_modules/.cache/scaling-tiers");

let program: string | undefined;

/**
 * The program of `jobs/qdrant-rebalance` in one file for Node 22. Bundling takes longer than the rest of its component,
 * so the result is kept for as long as the sources, the locked packages and the bundler stay the same.
 */
export function rebalanceProgram(): string {
  program ??= cached(join(CACHE, `qdrant-rebalance-${digest()}.cjs`), bundle);
  return program;
}

function digest(): string {
  const hash = createHash("sha256").update(version);
  for (const file of readdirSync(SOURCES).sort()) hash.update(file).update(readFileSync(join(SOURCES, file)));
  return hash
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex")
    .slice(0, 32);
}

function bundle(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(SOURCES, "main.ts")],
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    legalComments: "none",
    // The build of Qdrant's client that uses fetch as Node has it, instead of bringing its own HTTP client.
    conditions: ["browser"],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote no file");
  return file.text;
}

function cached(path: string, make: () => string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    const text = make();
    try {
      mkdirSync(CACHE, { recursive: true });
      // Another process may be at it too: a file appears whole or not at all.
      writeFileSync(`${path}.${process.pid}`, text);
      renameSync(`${path}.${process.pid}`, path);
    } catch {
      // A checkout that cannot be written to is bundled each time.
    }
    return text;
  }
}
