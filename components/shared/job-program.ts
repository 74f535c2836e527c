import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { buildSync, version } from "esbuild";

const ROOT = join(__dirname, "../..");
const JOBS = join(ROOT, "jobs");
/** Where tools of Node keep what they can make again; never committed. */
const CACHE = join(ROOT, "node_modules/.cache/scaling-tiers");
/** Of `jobs/`, what a program may import beside its own folder. */
const SHARED = ["shared", "qdrant-rebalance"] as const;

const programs = new Map<string, string>();

/**
 * A program of `jobs/` in one file for Node 22. Bundling takes longer than the rest of its component, so the result is kept
 * for as long as the sources, the locked packages and the bundler stay the same.
 */
export function jobProgram(name: string): string {
  const known = programs.get(name);
  if (known !== undefined) return known;
  const program = cached(join(CACHE, `${name}-${digest(name)}.cjs`), () => bundle(name));
  programs.set(name, program);
  return program;
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(JOBS, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(JOBS, join(parentPath, name)))
    .sort();

/** What tells one program from another in the annotations of a pod. */
export const jobChecksum = (name: string): string =>
  createHash("sha256").update(jobProgram(name)).digest("hex");

function digest(name: string): string {
  const hash = createHash("sha256").update(version);
  for (const folder of new Set([name, ...SHARED]))
    for (const file of filesOf(folder)) hash.update(file).update(readFileSync(join(JOBS, file)));
  return hash
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex")
    .slice(0, 32);
}

function bundle(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(JOBS, name, "main.ts")],
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    legalComments: "none",
    // An addition to pg that is not installed; it is asked for by whoever wants it.
    external: ["pg-native"],
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
