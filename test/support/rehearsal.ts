import type { PulumiFn } from "@pulumi/pulumi/automation";
import { Rehearsal, type RehearsalOptions, type Run } from "../../rehearsal/rehearsal";
import { dryRunConfig, PROJECT } from "../../stacks/dry-run-config";
import { program } from "../../stacks/program";
import type { TierName } from "../../tiers";
import { pulumiCli } from "./pulumi-cli";

export const ALLOW_DESTRUCTION = { [`${PROJECT}:allowDataDestruction`]: "true" };

/** The real program of a tier, or a small one of the test's own. */
type Subject =
  | { readonly tier: TierName; readonly config?: Readonly<Record<string, string>> }
  | { readonly program: PulumiFn };

type Further = Partial<
  Pick<RehearsalOptions, "cloud" | "hasCheckpoints" | "onEvent" | "policyPack" | "program" | "stack">
>;

/** A stack on the engine that nothing has been done to yet. Ended by `end`. */
export function beginOnEngine(subject: Subject, further: Further = {}): Promise<Rehearsal> {
  return Rehearsal.begin({
    pulumiCommand: pulumiCli(),
    project: PROJECT,
    stack: "example",
    // Written once, at the end of an operation: only an interruption can tell the difference.
    hasCheckpoints: false,
    ...("tier" in subject
      ? {
          program: async () => ({ ...(await program()) }),
          config: dryRunConfig({ [`${PROJECT}:tier`]: subject.tier, ...subject.config }),
        }
      : { program: subject.program, config: { "aws:region": "us-east-1" } }),
    ...further,
  });
}

/** Runs `body` with a stack on the engine, and removes everything afterwards, also when it fails. */
export async function onEngine<Result>(
  subject: Subject,
  body: (rehearsal: Rehearsal) => Promise<Result>,
  further: Further = {},
): Promise<Result> {
  const rehearsal = await beginOnEngine(subject, further);
  try {
    return await body(rehearsal);
  } finally {
    await rehearsal.end();
  }
}

/** The same run. @throws Error with what the engine said when it did not succeed */
export function ranWell(run: Run): Run {
  if (!run.succeeded) throw new Error(run.failure);
  return run;
}
