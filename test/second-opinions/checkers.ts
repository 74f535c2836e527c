import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../rehearsal/child";
import { cacheFolder, install, locked } from "../../rehearsal/cli-cache";
import { InputError } from "../../tiers";

const CHECKOV_VERSION = "3.3.30";
const KUBE_SCORE_VERSION = "1.20.0";
const MAX_MINUTES = 10;

/** A checker that is ready to run. */
export interface Checker {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

interface Source {
  readonly name: string;
  readonly version: string;
  /** What gets it, and what is missing when that is not there. */
  readonly tool: string;
  readonly get: (folder: string) => readonly string[];
  readonly env: (folder: string) => NodeJS.ProcessEnv;
}

const CHECKOV: Source = {
  name: "checkov",
  version: CHECKOV_VERSION,
  tool: "python3",
  get: (folder) => ["-m", "pip", "install", "--quiet", "--target", folder, `checkov==${CHECKOV_VERSION}`],
  env: () => ({}),
};

const KUBE_SCORE: Source = {
  name: "kube-score",
  version: KUBE_SCORE_VERSION,
  tool: "go",
  get: () => ["install", `github.com/zegl/kube-score/cmd/kube-score@v${KUBE_SCORE_VERSION}`],
  // Without C the result depends on no library of this machine.
  env: (folder) => ({ GOBIN: folder, CGO_ENABLED: "0", GOWORK: "off" }),
};

/** @returns the folder that holds it */
async function got({ name, version, tool, get, env }: Source): Promise<string> {
  const root = cacheFolder(process.env, name);
  const folder = join(root, version);
  if (existsSync(folder)) return folder;
  await locked(
    root,
    ({ pid }) => {
      process.stderr.write(`Process ${pid} is getting ${name} already; waiting for it.\n`);
    },
    async () => {
      if (existsSync(folder)) return;
      process.stderr.write(`Getting ${name} ${version} by ${tool}, once; it is kept in ${folder}.\n`);
      await install(root, version, async (scratch) => {
        const ended = await run(tool, get(scratch), {
          env: { ...process.env, ...env(scratch) },
          timeoutMs: MAX_MINUTES * 60_000,
        });
        if (ended.code !== 0)
          throw new InputError(
            `${name} ${version} cannot be got by ${tool}: ${ended.stderr.trim().slice(-1000) || "there is none"}`,
          );
        return undefined;
      });
    },
  );
  return folder;
}

/** Checkov's Kubernetes framework, from PyPI. @throws InputError when it cannot be got */
export async function checkov(): Promise<Checker> {
  const folder = await got(CHECKOV);
  return {
    command: "python3",
    args: ["-m", "checkov.main", "--framework", "kubernetes", "--skip-download", "--quiet", "--compact"],
    env: { ...process.env, PYTHONPATH: folder, LOG_LEVEL: "ERROR" },
  };
}

/** kube-score, from the Go module proxy. @throws InputError when it cannot be got */
export async function kubeScore(): Promise<Checker> {
  const folder = await got(KUBE_SCORE);
  return { command: join(folder, "kube-score"), args: ["score"], env: process.env };
}
