import { z } from "zod";
import { run } from "../../rehearsal/child";
import type { Checker } from "./checkers";

/** What a checker has against an object. */
export interface Finding {
  readonly checker: "checkov" | "kube-score";
  readonly check: string;
  /** Such as `Deployment app/web`. */
  readonly object: string;
  readonly says: string;
}

/** What a checker found in a file, and how often it looked. */
export interface Opinion {
  readonly findings: readonly Finding[];
  readonly checks: number;
}

/** Both checkers end with 1 when they found something. */
async function answer({ command, args, env }: Checker, further: readonly string[]): Promise<unknown> {
  const ended = await run(command, [...args, ...further], { env });
  try {
    return JSON.parse(ended.stdout) as unknown;
  } catch {
    throw new Error(`${command} printed no JSON, and said: ${ended.stderr.trim().slice(-2000)}`);
  }
}

const checkovSchema = z.object({
  summary: z.object({ passed: z.int(), failed: z.int(), parsing_errors: z.literal(0) }),
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
});

/** `Deployment.app.web`; a name may hold dots, a namespace may not. */
function objectOfCheckov(resource: string): string {
  const [kind = "", namespace = "", ...name] = resource.split(".");
  return `${kind} ${namespace}/${name.join(".")}`;
}

/** @throws Error when the file is not understood as a whole */
export async function askCheckov(checker: Checker, file: string): Promise<Opinion> {
  const { summary, results } = checkovSchema.parse(
    await answer(checker, ["--output", "json", "--file", file]),
  );
  return {
    findings: results.failed_checks.map(({ check_id, check_name, resource }) => ({
      checker: "checkov",
      check: check_id,
      object: objectOfCheckov(resource),
      says: check_name,
    })),
    checks: summary.passed + summary.failed,
  };
}

/** Below it an object is not as kube-score wants it (1 critical, 5 warning, 7 almost, 10 fine). */
const FINE = 10;

const kubeScoreSchema = z.array(
  z.object({
    object_name: z.string(),
    checks: z.array(
      z.object({
        check: z.object({ id: z.string() }),
        grade: z.int(),
        skipped: z.boolean(),
        comments: z.array(z.object({ summary: z.string() })).nullable(),
      }),
    ),
  }),
);

/** `Deployment/apps/v1/app/web`, `Service/v1/app/web` */
function objectOfKubeScore(name: string): string {
  const parts = name.split("/");
  return `${parts[0] ?? ""} ${parts.slice(-2).join("/")}`;
}

export async function askKubeScore(
  checker: Checker,
  file: string,
  kubernetesVersion: string,
): Promise<Opinion> {
  const objects = kubeScoreSchema.parse(
    await answer(checker, ["--output-format", "json", "--kubernetes-version", `v${kubernetesVersion}`, file]),
  );
  const asked = objects.flatMap(({ object_name, checks }) =>
    checks.filter(({ skipped }) => !skipped).map((each) => ({ object_name, ...each })),
  );
  return {
    findings: asked
      .filter(({ grade }) => grade < FINE)
      .map(({ object_name, check, comments }) => ({
        checker: "kube-score",
        check: check.id,
        object: objectOfKubeScore(object_name),
        says: [...new Set((comments ?? []).map(({ summary }) => summary))].join("; "),
      })),
    checks: asked.length,
  };
}
