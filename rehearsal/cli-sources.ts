import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { howItEnded, run, type ProcessResult } from "./child";
import { BINARY, PULUMI_CLI_VERSION } from "./cli-version";
import type { Progress } from "./progress";
import { proxyHint, proxyTitle, withProxy } from "./proxy";

export interface MakeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  /** After which each program that is run is ended; default: 30 minutes. */
  readonly limitMs?: number | undefined;
}

/** A way to get a CLI. */
export interface CliSource {
  readonly how: "npm" | "go";
  /** How a message names it. */
  readonly title: string;
  /**
   * Puts the CLI into an empty folder.
   * @returns why it could not, or undefined when it did
   */
  readonly make: (folder: string, options: MakeOptions) => Promise<string | undefined>;
}

const LIMIT_MS = 30 * 60_000;

/** Temporary files of what is run go with the scratch folder, also when it is ended. */
async function withOwnTemporary(folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const temporary = join(dirname(folder), "tmp");
  await mkdir(temporary, { recursive: true });
  return { ...env, TMPDIR: temporary, GOTMPDIR: temporary };
}

/**
 * The official release, by Pulumi's own npm package: its command downloads the release into `$PULUMI_HOME/versions`, where
 * a file that is cut off would be taken for a whole one. So it is given a home of its own.
 */
export const NPM_PACKAGE: CliSource = {
  how: "npm",
  title: `npm package pulumi ${PULUMI_CLI_VERSION}`,
  make: async (folder, { env, progress, signal, limitMs = LIMIT_MS }) => {
    const task = progress.begin(
      `Downloading the Pulumi CLI ${PULUMI_CLI_VERSION} from get.pulumi.com, about 100 MB${proxyTitle(env)}`,
    );
    const home = join(dirname(folder), "home");
    await mkdir(home);
    const ended = await run(process.execPath, [require.resolve("pulumi/run.js"), "version"], {
      // No colours and no account: only the download counts.
      env: {
        ...withProxy(await withOwnTemporary(folder, env)),
        PULUMI_HOME: home,
        PULUMI_VERSION: PULUMI_CLI_VERSION,
        PULUMI_SKIP_UPDATE_CHECK: "1",
      },
      signal,
      timeoutMs: limitMs,
    });
    if (ended.code !== 0) {
      task.end("The download did not work");
      return `${howItEnded(ended).replace(/^pulumi: /, "")}${proxyHint(env)}`;
    }
    const bin = join(home, "versions", PULUMI_CLI_VERSION, "bin");
    for (const name of await readdir(bin)) await rename(join(bin, name), join(folder, name));
    task.end(`Downloaded the Pulumi CLI ${PULUMI_CLI_VERSION}`);
    return undefined;
  },
};

/** A command of Go. */
interface GoStep {
  readonly title: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs Go for what goes into `folder`, and shows which module it downloads. */
export async function runGo(
  folder: string,
  { title, args, cwd, env: own }: GoStep,
  { env, progress, signal, limitMs = LIMIT_MS }: MakeOptions,
): Promise<ProcessResult> {
  const task = progress.begin(title);
  const ended = await run("go", args, {
    // Without C the result depends on no library of this machine, as Pulumi's own releases do not.
    env: {
      ...(await withOwnTemporary(folder, env)),
      CGO_ENABLED: "0",
      GOFLAGS: "",
      GOWORK: "off",
      // A compiler is gone before the garbage matters: a sixth of its time.
      GOGC: env["GOGC"] ?? "400",
      ...own,
    },
    ...(cwd === undefined ? {} : { cwd }),
    signal,
    timeoutMs: limitMs,
    line: (text) => {
      const downloaded = /^go: downloading (\S+)/.exec(text)?.[1];
      if (downloaded !== undefined) task.update(`${title}: ${downloaded}`);
    },
  });
  task.end(title);
  return ended;
}

/** The machine was busy, or slow: nobody need think that it will never end. */
const GOES_ON = "; what it has compiled is kept in Go's cache, and the next run goes on from there";

const MODULE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** What the engine spends its time in; without an optimised one of these it is slower, without all others it is not. */
const OPTIMISED = [
  "std",
  "github.com/pulumi/...",
  "google.golang.org/grpc/...",
  "google.golang.org/protobuf/...",
  "github.com/segmentio/...",
  "golang.org/x/...",
];

/** Halves the build, 238 s to 143 s on two cores, at the same speed of the engine. The last pattern that matches counts. */
const COMPILER_FLAGS = [
  "-gcflags=all=-N -l -dwarf=false",
  ...OPTIMISED.map((packages) => `-gcflags=${packages}=-dwarf=false`),
];

/** The CLI from its source, by the Go module proxy. It has no language hosts, which rehearsals do without. */
export const GO_MODULE: CliSource = {
  how: "go",
  title: "Go",
  make: async (folder, options) => {
    const { env, progress, signal } = options;
    const present = await run("go", ["version"], { env, signal });
    if (present.end.kind === "not started") return "not installed";
    if (present.code !== 0) return `go version failed: ${howItEnded(present)}`;
    progress.line(
      `Building the Pulumi CLI ${PULUMI_CLI_VERSION} from its source, as Go is here. ` +
        "It takes about 3 minutes on two cores and 3 GB in Go's caches, and is done once.",
    );
    const module = join(dirname(folder), "module");
    await mkdir(module);
    const steps: readonly GoStep[] = [
      { title: "Preparing a Go module", args: ["mod", "init", "pulumi-cli"] },
      { title: "Downloading the CLI's source", args: ["get", "-tool", `${MODULE}@v${PULUMI_CLI_VERSION}`] },
      {
        title: "Compiling the CLI",
        args: [
          "build",
          "-trimpath",
          ...COMPILER_FLAGS,
          "-ldflags",
          `-s -w -X ${VERSION_VARIABLE}=v${PULUMI_CLI_VERSION}`,
          "-o",
          join(folder, BINARY),
          MODULE,
        ],
      },
    ];
    for (const step of steps) {
      const ended = await runGo(folder, { ...step, cwd: module }, options);
      if (ended.code !== 0)
        return `go ${step.args[0] ?? ""} failed: ${howItEnded(ended)}${ended.end.kind === "limit" ? GOES_ON : ""}`;
    }
    await rm(module, { recursive: true, force: true });
    return undefined;
  },
};
