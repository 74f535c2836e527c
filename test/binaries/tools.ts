import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { howItEnded, isDiskFull, run, type ProcessResult } from "../../rehearsal/child";
import { runGo } from "../../rehearsal/cli-sources";
import { SILENT } from "../../rehearsal/progress";
import { InputError } from "../../tiers";
import type { GetOptions, Way } from "./binary";

/**
 * Without what a debugger reads. Optimised: an API server is compiled in 180 seconds instead of 150, and then takes 38 seconds
 * of a processor where it took 62. The same for all, so that what they share is compiled once; by `-trimpath` a library that is
 * replaced would be compiled anew for each module that replaces it, under the version that it has there.
 */
export const COMPILER_FLAGS = ["-gcflags=all=-dwarf=false"];

interface Tool {
  readonly title: string;
  /** What must be on PATH. */
  readonly program: string;
  readonly page: string;
  /** Why a second try is shorter than the first. */
  readonly goesOn: string;
}

export const TOOLS: Readonly<Record<Way, Tool>> = {
  go: {
    title: "Go",
    program: "go",
    page: "https://go.dev/doc/install",
    goesOn: "Go goes on from what it has compiled",
  },
  pip: {
    title: "pip",
    program: "python3",
    page: "https://www.python.org/downloads/",
    goesOn: "pip goes on from what it has downloaded",
  },
  npm: {
    title: "npm",
    program: "npm",
    page: "https://nodejs.org/en/download",
    goesOn: "npm goes on from what it has downloaded",
  },
  apt: {
    title: "apt",
    program: "apt-get",
    page: "https://www.debian.org/",
    goesOn: "what apt downloads is not large",
  },
};

/** What a recipe is given to fill its folder with. Each step gives what the program printed. */
export interface Kitchen {
  /** A folder on the disk of the cache that is removed afterwards. */
  readonly scratch: string;
  /** @throws InputError with how Go ended */
  readonly go: (
    title: string,
    args: readonly string[],
    more?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  ) => Promise<string>;
  /** @throws InputError with how pip ended */
  readonly pip: (title: string, args: readonly string[]) => Promise<string>;
  /** @throws InputError with how npm ended */
  readonly npm: (title: string, args: readonly string[]) => Promise<string>;
  /**
   * A program of Debian's package manager, or one that it brought.
   * @throws InputError with how it ended
   */
  readonly apt: (
    title: string,
    program: string,
    args: readonly string[],
    env?: NodeJS.ProcessEnv,
  ) => Promise<string>;
}

/** What the messages of a recipe name. */
export interface Subject {
  /** Such as `kube-score 1.20.0`. */
  readonly title: string;
  readonly limitMinutes: number;
  /** The message of a machine that lacks the tool, when there is a better way than to install it. */
  readonly withoutTool?: string;
}

/** One sentence of what happened and one of what to do. */
function refusal(
  { title, withoutTool }: Subject,
  tool: Tool,
  command: string,
  ended: ProcessResult,
): InputError {
  if (ended.end.kind === "not started" && ended.end.error === "ENOENT")
    return new InputError(
      withoutTool ??
        `${title} is got by ${tool.title}, and there is no ${tool.program} on PATH. Install it (${tool.page}), and run this again.`,
    );
  const advice =
    ended.end.kind === "limit"
      ? `Run this again: ${tool.goesOn}.`
      : isDiskFull(ended)
        ? "Free some space, and run this again."
        : "Put that right, and run this again.";
  return new InputError(
    `${title} could not be got: ${command}: ${howItEnded(ended).replace(/\.$/, "")}. ${advice}`,
  );
}

interface ToolRun {
  readonly title: string;
  readonly tool: Tool;
  /** As messages name it. */
  readonly command: string;
  /** Default: the tool's own. */
  readonly program?: string;
  readonly args: readonly string[];
  /** Environment beside the process's own. */
  readonly more?: NodeJS.ProcessEnv;
}

export function kitchenFor(
  subject: Subject,
  folder: string,
  { env = process.env, progress = SILENT, signal, limitMs = subject.limitMinutes * 60_000 }: GetOptions,
): Kitchen {
  const demand = (tool: Tool, command: string, ended: ProcessResult): string => {
    signal?.throwIfAborted();
    if (ended.code !== 0) throw refusal(subject, tool, command, ended);
    return ended.stdout;
  };
  const runTool = async ({
    title,
    tool,
    command,
    program = tool.program,
    args,
    more = {},
  }: ToolRun): Promise<string> => {
    const temporary = join(dirname(folder), "tmp");
    await mkdir(temporary, { recursive: true });
    const task = progress.begin(title);
    const ended = await run(program, args, {
      env: { ...env, TMPDIR: temporary, ...more },
      signal,
      timeoutMs: limitMs,
    });
    task.end();
    return demand(tool, command, ended);
  };
  return {
    scratch: dirname(folder),
    go: async (title, args, more = {}) => {
      const options = { env, progress, signal, limitMs };
      return demand(TOOLS.go, `go ${args[0] ?? ""}`, await runGo(folder, { title, args, ...more }, options));
    },
    pip: (title, args) =>
      runTool({
        title,
        tool: TOOLS.pip,
        command: `pip ${args[0] ?? ""}`,
        args: ["-m", "pip", ...args],
        // A hint at a newer pip would stand where the reason of a failure is looked for.
        more: { PIP_DISABLE_PIP_VERSION_CHECK: "1" },
      }),
    npm: (title, args) => runTool({ title, tool: TOOLS.npm, command: `npm ${args[0] ?? ""}`, args }),
    apt: (title, program, args, more = {}) =>
      runTool({
        title,
        tool: TOOLS.apt,
        command: `${basename(program)} ${args.find((argument) => !argument.startsWith("-")) ?? ""}`.trimEnd(),
        program,
        args,
        more: { LC_ALL: "C", ...more },
      }),
  };
}
