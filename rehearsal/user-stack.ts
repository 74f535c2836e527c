import { existsSync, readFileSync } from "node:fs";
import { access, constants, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { InputError } from "../tiers";
import { run } from "./child";
import { knownCliError } from "./cli-errors";
import { errorCode } from "./error-code";

/** Where a user's own stack is kept. */
export interface UserStack {
  readonly project: string;
  readonly stack: string;
  /** URL of the backend. */
  readonly backend: string;
  /** Its folder, when it is one of this machine. */
  readonly backendFolder: string | null;
}

export interface Cli {
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder of `Pulumi.yaml`. */
  readonly projectFolder: string;
}

/**
 * Runs the CLI without questions.
 * @param input text of its standard input
 * @returns what it prints
 * @throws InputError when it refuses for a reason that its user can change; Error otherwise
 */
export async function pulumi(
  { path, env, projectFolder }: Cli,
  args: readonly string[],
  input?: string,
): Promise<string> {
  const ended = await run(path, [...args, "--non-interactive"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    cwd: projectFolder,
    ...(input === undefined ? {} : { input }),
  });
  if (ended.code === 0) return ended.stdout;
  throw knownCliError(ended.stderr) ?? new Error(`pulumi ${args.join(" ")}: ${ended.stderr.trim()}`);
}

const FILE = "file://";

/** The folder of a backend; the CLI takes `~` and paths relative to the project as they are written. */
function folderOf(url: string, projectFolder: string): string | null {
  if (!url.startsWith(FILE)) return null;
  const path = decodeURI(url.slice(FILE.length).replace(/\?.*$/, ""));
  return resolve(projectFolder, path.replace(/^~(?=\/|$)/, homedir()));
}

/** Projects of a backend folder that have a stack of this name. */
async function projectsWith(folder: string, stack: string): Promise<string[]> {
  const stacks = join(folder, ".pulumi", "stacks");
  const projects = await readdir(stacks, { withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  });
  return projects
    .filter((entry) => entry.isDirectory() && existsSync(join(stacks, entry.name, `${stack}.json`)))
    .map(({ name }) => name);
}

async function demandStack(folder: string, project: string, stack: string): Promise<void> {
  const projects = await projectsWith(folder, stack);
  if (projects.includes(project)) return;
  const [other] = projects;
  throw new InputError(
    other === undefined
      ? `There is no stack ${stack} of ${project} in ${folder}. See the stacks there are with: pulumi stack ls`
      : `Stack ${stack} belongs to project ${other}, not to ${project}. Name a stack of this project; see them with: pulumi stack ls`,
  );
}

async function demandWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new InputError(
      `The backend cannot be written: ${folder} (${errorCode(error)}). Change its permissions or set PULUMI_BACKEND_URL to another folder, and run this again.`,
    );
  }
}

/**
 * Finds a stack of the project in the backend that the user is logged in to.
 * @throws InputError when there is none, it belongs to another project, or the backend cannot be read
 */
export async function findUserStack(cli: Cli, stack: string): Promise<UserStack> {
  const { name: project } = parse(readFileSync(join(cli.projectFolder, "Pulumi.yaml"), "utf8")) as {
    name: string;
  };
  const { url } = JSON.parse(await pulumi(cli, ["whoami", "--json"])) as { url: string };
  const backendFolder = folderOf(url, cli.projectFolder);
  if (backendFolder !== null) await demandStack(backendFolder, project, stack);
  return { project, stack, backend: url, backendFolder };
}

/**
 * Proves that a stack can be changed, before anything of it is: its folder can be written, and its secrets decrypted.
 * @throws InputError when not
 */
export async function demandChangeable(cli: Cli, { stack, backendFolder }: UserStack): Promise<void> {
  if (backendFolder !== null) await demandWritable(backendFolder);
  // The secrets in the output go no further than this line.
  await pulumi(cli, ["stack", "export", "--show-secrets", "--stack", stack]);
}
