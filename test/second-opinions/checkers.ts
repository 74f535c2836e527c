import { join } from "node:path";
import { progressOn } from "../../rehearsal/progress";
import { CHECKOV, KUBE_SCORE } from "../binaries/checkers";
import { get } from "../binaries/get";

/** A checker that is ready to run. */
export interface Checker {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Checkov's Kubernetes framework, from PyPI. @throws InputError when it cannot be got */
export async function checkov(): Promise<Checker> {
  const { path } = await get(CHECKOV, { progress: progressOn(process.stderr) });
  return {
    command: "python3",
    args: ["-m", "checkov.main", "--framework", "kubernetes", "--skip-download", "--quiet", "--compact"],
    env: { ...process.env, PYTHONPATH: path, LOG_LEVEL: "ERROR" },
  };
}

/** kube-score, from the Go module proxy. @throws InputError when it cannot be got */
export async function kubeScore(): Promise<Checker> {
  const { path } = await get(KUBE_SCORE, { progress: progressOn(process.stderr) });
  return { command: join(path, "kube-score"), args: ["score"], env: process.env };
}
