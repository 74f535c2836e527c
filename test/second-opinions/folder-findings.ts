import { z } from "zod";
import { run } from "../../rehearsal/child";
import type { Checker } from "./checkers";

/** What Checkov has against a resource of AWS. */
export interface FolderFinding {
  readonly check: string;
  readonly says: string;
  /** Logical name, behind the type. */
  readonly name: string;
  /** Folder below the one that was judged. */
  readonly folder: string;
}

const reportSchema = z.object({
  summary: z.object({ passed: z.int(), failed: z.int() }),
  results: z.object({
    failed_checks: z.array(
      z.object({
        check_id: z.string(),
        check_name: z.string(),
        resource: z.string(),
        file_path: z.string(),
      }),
    ),
  }),
});

export interface FolderOpinion {
  readonly findings: readonly FolderFinding[];
  readonly checks: number;
}

/** Judges every folder below one, each by itself: a program of Terraform, or a template of CloudFormation. */
export async function askAboutFolders(checker: Checker, folder: string): Promise<FolderOpinion> {
  const { stdout, stderr } = await run(
    checker.command,
    [...checker.args, "--output", "json", "--directory", folder],
    { env: checker.env, timeoutMs: 800_000 },
  );
  let given: unknown;
  try {
    given = JSON.parse(stdout);
  } catch {
    throw new Error(`Checkov printed no JSON, and said: ${stderr.trim().slice(-2000)}`);
  }
  const { summary, results } = reportSchema.parse(given);
  return {
    findings: results.failed_checks.map(({ check_id, check_name, resource, file_path }) => ({
      check: check_id,
      says: check_name,
      name: resource.slice(resource.indexOf(".") + 1),
      folder:
        file_path
          .split("/")
          .filter((part) => part !== "")
          .at(-2) ?? "",
    })),
    checks: summary.passed + summary.failed,
  };
}
