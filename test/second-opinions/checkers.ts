import { join } from "node:path";
import { progressOn } from "../../rehearsal/progress";
import { CFN_LINT, CHECKOV, KUBE_SCORE, PARLIAMENT } from "../binaries/checkers";
import { get } from "../binaries/get";

/** A checker that is ready to run. */
export interface Checker {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** One of Checkov's frameworks, from PyPI. @throws InputError when it cannot be got */
export async function checkov(
  framework: "cloudformation" | "kubernetes" | "terraform_json",
): Promise<Checker> {
  const { path } = await get(CHECKOV, { progress: progressOn(process.stderr) });
  return {
    command: "python3",
    args: ["-m", "checkov.main", "--framework", framework, "--skip-download", "--quiet", "--compact"],
    env: { ...process.env, PYTHONPATH: path, LOG_LEVEL: "ERROR" },
  };
}

/** cfn-lint, from PyPI. @param region whose types and values are allowed. @throws InputError when it cannot be got */
export async function cfnLint(region = "us-east-1"): Promise<Checker> {
  const { path } = await get(CFN_LINT, { progress: progressOn(process.stderr) });
  return {
    command: "python3",
    args: ["-c", "from cfnlint.runner import main; main()", "--format", "json", "--regions", region],
    env: { ...process.env, PYTHONPATH: path },
  };
}

/** A Python that has parliament, from PyPI. @throws InputError when it cannot be got */
export async function parliament(): Promise<Checker> {
  const { path } = await get(PARLIAMENT, { progress: progressOn(process.stderr) });
  return { command: "python3", args: [], env: { ...process.env, PYTHONPATH: path } };
}

/** kube-score, from the Go module proxy. @throws InputError when it cannot be got */
export async function kubeScore(): Promise<Checker> {
  const { path } = await get(KUBE_SCORE, { progress: progressOn(process.stderr) });
  return { command: join(path, "kube-score"), args: ["score"], env: process.env };
}
