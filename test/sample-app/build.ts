import { chmod, copyFile, cp, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { run } from "../../rehearsal/child";
import type { Instruction, Stage } from "./dockerfile";

/** What an image has, as a folder and the values of its last stage. */
export interface BuiltImage {
  /** In the place of `/`. */
  readonly root: string;
  /** Program of Node.js. */
  readonly node: string;
  readonly workFolder: string;
  readonly user: string;
  readonly ports: readonly number[];
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

interface Building {
  readonly root: string;
  workFolder: string;
  user: string;
  readonly ports: number[];
  readonly environment: Record<string, string>;
  command: readonly string[];
}

/** Packages come from npm's cache where they are in it, as after the `npm ci` of this repository. */
const NPM_ENVIRONMENT = {
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
};

const inRoot = (root: string, workFolder: string, path: string): string =>
  path.startsWith("/") ? join(root, path) : join(root, workFolder, path);

async function copy(image: Building, text: string, context: string, roots: ReadonlyMap<string, string>) {
  const words = text.split(" ");
  const from = words[0]?.startsWith("--from=") === true ? words.shift()?.slice("--from=".length) : undefined;
  const target = words.pop() ?? "";
  const source = from === undefined ? context : roots.get(from);
  if (source === undefined || words.length === 0) throw new Error(`COPY ${text}: not understood`);
  const to = inRoot(image.root, image.workFolder, target);
  for (const word of words)
    // A folder's contents are copied, a file goes into a folder by its name.
    await cp(join(source, word), target.endsWith("/") ? join(to, basename(word)) : to, { recursive: true });
}

async function runLine(image: Building, line: string): Promise<void> {
  const { code, stderr } = await run("sh", ["-c", line], {
    cwd: join(image.root, image.workFolder),
    env: { ...process.env, ...NPM_ENVIRONMENT, ...image.environment },
    timeoutMs: 120_000,
  });
  if (code !== 0) throw new Error(`RUN ${line}: ${stderr}`);
}

async function carryOut(
  image: Building,
  { name, text }: Instruction,
  context: string,
  roots: ReadonlyMap<string, string>,
) {
  switch (name) {
    case "WORKDIR":
      image.workFolder = text;
      await mkdir(join(image.root, text), { recursive: true });
      return;
    case "COPY":
      return copy(image, text, context, roots);
    case "RUN":
      return runLine(image, text);
    case "ENV":
      image.environment[text.slice(0, text.indexOf("="))] = text.slice(text.indexOf("=") + 1);
      return;
    case "USER":
      image.user = text;
      return;
    case "EXPOSE":
      image.ports.push(Number(text));
      return;
    case "CMD":
      image.command = JSON.parse(text) as string[];
      return;
    default:
      throw new Error(`${name} of a Dockerfile is not understood.`);
  }
}

/**
 * Does what the lines of a Dockerfile do, in folders, with the Node.js and npm of this machine in the place of those of
 * its image.
 * @throws Error with the line that fails
 */
export async function buildImage(
  stages: readonly Stage[],
  context: string,
  folder: string,
): Promise<BuiltImage> {
  const roots = new Map<string, string>();
  let image: Building | undefined;
  for (const [index, { alias, instructions }] of stages.entries()) {
    const root = join(folder, `stage-${index}`);
    await mkdir(root);
    image = { root, workFolder: "/", user: "root", ports: [], environment: {}, command: [] };
    for (const instruction of instructions) await carryOut(image, instruction, context, roots);
    if (alias !== null) roots.set(alias, root);
  }
  if (image === undefined) throw new Error("A Dockerfile without FROM builds nothing.");
  // That of this machine may lie in a private folder, where the user of the pods cannot start it.
  const node = join(folder, "node");
  await copyFile(process.execPath, node);
  await chmod(node, 0o755);
  return { ...image, node };
}
