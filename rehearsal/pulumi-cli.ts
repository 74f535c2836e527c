import { existsSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { InputError } from "../tiers";
import { cacheFolder, install, locked } from "./cli-cache";
import { GO_MODULE, NPM_PACKAGE, type CliSource } from "./cli-sources";
import { BINARY, isUsable, PULUMI_CLI_VERSION, VERSION_POLICY, versionOf } from "./cli-version";
import { elapsed, SILENT, type Progress } from "./progress";

export interface PulumiCli {
  readonly path: string;
  /** Such as `3.250.0`. */
  readonly version: string;
  /** Where it comes from: `PULUMI_CLI` or `PATH`, our cache, or made just now by npm's or Go's way. */
  readonly how: "path" | "cache" | CliSource["how"];
}

export interface FindOptions {
  readonly progress?: Progress;
  /** Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Refuse rather than get one: whoever has a stack has run a CLI. */
  readonly isPresent?: true;
  /** Ends a download or a build; nothing of it stays. */
  readonly signal?: AbortSignal | undefined;
  /** Ways to get a CLI when there is none, in order. */
  readonly sources?: readonly CliSource[];
}

const INSTALL_PAGE = "https://www.pulumi.com/docs/install/";

/** `node_modules/.bin/pulumi` is no CLI but what downloads one, without our checks. */
const isLauncher = (folder: string): boolean => folder.split(sep).slice(-2).join("/") === "node_modules/.bin";

function onPath(env: NodeJS.ProcessEnv): string | undefined {
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !isLauncher(folder))
    .map((folder) => join(folder, BINARY))
    .find((file) => existsSync(file));
}

async function usable(
  path: string,
  how: PulumiCli["how"],
  env: NodeJS.ProcessEnv,
): Promise<PulumiCli | string> {
  const answer = await versionOf(path, env);
  if ("problem" in answer) return `${path} ${answer.problem}`;
  return isUsable(answer.version)
    ? { path, version: answer.version, how }
    : `${path} is version ${answer.version}`;
}

/** The CLI that `PULUMI_CLI` names; when it is of no use, its owner must know rather than get another one. */
async function named(path: string, env: NodeJS.ProcessEnv): Promise<PulumiCli> {
  const found = await usable(path, "path", env);
  if (typeof found !== "string") return found;
  throw new InputError(
    `PULUMI_CLI is no usable Pulumi CLI (${VERSION_POLICY}): ${found}. Name another one, or unset PULUMI_CLI to have one found.`,
  );
}

/**
 * Finds a Pulumi CLI, or gets one: what `PULUMI_CLI` names, else `PATH`, else the cache, else by npm's package, else
 * built by Go. What is got is kept in `${XDG_CACHE_HOME:-~/.cache}/scaling-tiers/pulumi/<version>/`.
 * @throws InputError when there is none to be had, or when `PULUMI_CLI` names one that is of no use
 */
export async function findPulumiCli(options: FindOptions = {}): Promise<PulumiCli> {
  const { env = process.env, progress = SILENT, sources = [NPM_PACKAGE, GO_MODULE], signal } = options;
  const given = env["PULUMI_CLI"];
  if (given !== undefined && given !== "") return await named(given, env);

  const path = onPath(env);
  const installed = path === undefined ? "no pulumi" : await usable(path, "path", env);
  if (typeof installed !== "string") return installed;

  const folder = cacheFolder(env);
  const cachedFile = join(folder, PULUMI_CLI_VERSION, BINARY);
  const cached = async () => (existsSync(cachedFile) ? await usable(cachedFile, "cache", env) : undefined);
  const before = await cached();
  if (typeof before === "object") return before;

  if (options.isPresent === true)
    throw new InputError(
      `There is no usable Pulumi CLI (${VERSION_POLICY}): ${path === undefined ? `none is on PATH or in ${folder}` : installed}. Put the one that ran the up on PATH or name it by the variable PULUMI_CLI, and run this again.`,
    );
  progress.line(
    path === undefined
      ? `No Pulumi CLI is on PATH; one is needed once and then kept in ${folder}.`
      : `The Pulumi CLI on PATH cannot be used (${VERSION_POLICY} is needed): ${installed}. Another one is needed once and then kept in ${folder}.`,
  );
  return await locked(
    folder,
    ({ pid }) => {
      progress.line(`Process ${pid} is getting it already; waiting for it.`);
    },
    async () => {
      const meanwhile = await cached();
      if (typeof meanwhile === "object") return meanwhile;
      const problems: string[] = [`PATH: ${installed}`];
      for (const { how, title, make } of sources) {
        const start = Date.now();
        const problem = await install(folder, PULUMI_CLI_VERSION, async (scratch) => {
          const failed = await make(scratch, { env, progress, signal });
          signal?.throwIfAborted();
          if (failed !== undefined) return failed;
          const made = await usable(join(scratch, BINARY), how, env);
          return typeof made === "string" ? made.replace(scratch + sep, "its ") : undefined;
        });
        if (problem === undefined) {
          progress.line(
            `The Pulumi CLI ${PULUMI_CLI_VERSION} is ready after ${elapsed((Date.now() - start) / 1000)}.`,
          );
          return { path: cachedFile, version: PULUMI_CLI_VERSION, how };
        }
        problems.push(`${title}: ${problem}`);
      }
      throw new InputError(
        [
          `There is no usable Pulumi CLI (${VERSION_POLICY}), and none could be got:`,
          ...problems.map((problem) => `  ${problem}`),
          `Install one (${INSTALL_PAGE}) or name one by the variable PULUMI_CLI, and run this again.`,
        ].join("\n"),
      );
    },
    signal,
  );
}
