import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./child";
import { BINARY, PULUMI_CLI_VERSION } from "./cli-version";
import type { Progress } from "./progress";

export interface MakeOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
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

const MAX_MINUTES = 30;

const lastLine = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .at(-1) ?? "it said nothing";

/**
 * The official release, by Pulumi's own npm package: its command downloads the release into `$PULUMI_HOME/versions`, where
 * a file that is cut off would be taken for a whole one. So it is given a home of its own.
 */
export const NPM_PACKAGE: CliSource = {
  how: "npm",
  title: `npm package pulumi ${PULUMI_CLI_VERSION}`,
  make: async (folder, { env, progress, signal }) => {
    const task = progress.begin(
      `Downloading the Pulumi CLI ${PULUMI_CLI_VERSION} from get.pulumi.com, about 100 MB`,
    );
    const home = join(dirname(folder), "home");
    await mkdir(home);
    const ended = await run(process.execPath, [require.resolve("pulumi/run.js"), "version"], {
      // No colours and no account: only the download counts.
      env: { ...env, PULUMI_HOME: home, PULUMI_VERSION: PULUMI_CLI_VERSION, PULUMI_SKIP_UPDATE_CHECK: "1" },
      signal,
      timeoutMs: MAX_MINUTES * 60_000,
    });
    if (ended.code !== 0) {
      task.end("The download did not work");
      return lastLine(ended.stderr).replace(/^pulumi: /, "");
    }
    const bin = join(home, "versions", PULUMI_CLI_VERSION, "bin");
    for (const name of await readdir(bin)) await rename(join(bin, name), join(folder, name));
    task.end(`Downloaded the Pulumi CLI ${PULUMI_CLI_VERSION}`);
    return undefined;
  },
};

const MODULE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The CLI from its source, by the Go module proxy. It has no language hosts, which rehearsals do without. */
export const GO_MODULE: CliSource = {
  how: "go",
  title: "Go",
  make: async (folder, { env, progress, signal }) => {
    const present = await run("go", ["version"], { env, signal });
    if (present.code !== 0) return "not installed";
    progress.line(
      `Building the Pulumi CLI ${PULUMI_CLI_VERSION} from its source, as Go is here. ` +
        "It takes 5 to 10 minutes on two cores and 3 GB in Go's caches, and is done once.",
    );
    const module = join(dirname(folder), "module");
    await mkdir(module);
    // Without C the result depends on no library of this machine, as Pulumi's own releases do not.
    const goEnv = { ...env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" };
    const steps: readonly { title: string; args: readonly string[] }[] = [
      { title: "Preparing a Go module", args: ["mod", "init", "pulumi-cli"] },
      { title: "Downloading the CLI's source", args: ["get", "-tool", `${MODULE}@v${PULUMI_CLI_VERSION}`] },
      {
        title: "Compiling the CLI",
        args: [
          "build",
          "-trimpath",
          "-ldflags",
          `-s -w -X ${VERSION_VARIABLE}=v${PULUMI_CLI_VERSION}`,
          "-o",
          join(folder, BINARY),
          MODULE,
        ],
      },
    ];
    for (const { title, args } of steps) {
      const task = progress.begin(title);
      const ended = await run("go", args, {
        env: goEnv,
        cwd: module,
        signal,
        timeoutMs: MAX_MINUTES * 60_000,
        line: (text) => {
          const downloaded = /^go: downloading (\S+)/.exec(text)?.[1];
          if (downloaded !== undefined) task.update(`${title}: ${downloaded}`);
        },
      });
      task.end(title);
      if (ended.code !== 0) return `go ${args[0] ?? ""} failed: ${lastLine(ended.stderr)}`;
    }
    await rm(module, { recursive: true, force: true });
    return undefined;
  },
};
