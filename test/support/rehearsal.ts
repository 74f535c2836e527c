import type { PulumiFn } from "@pulumi/pulumi/automation";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { rehearse, type Rehearsal, type RehearsalOptions } from "../../rehearsal/rehearsal";
import { DRY_RUN_CONFIG } from "../../stacks/dry-run";
import { program } from "../../stacks/program";
import type { TierName } from "../../tiers";

export const PROJECT = "scaling-tiers";
export const ALLOW_DESTRUCTION = { [`${PROJECT}:allowDataDestruction`]: "true" };

let cli: Promise<{ path: string }> | undefined;

/** Runs `body` with the real program of a tier on the engine, or with a small program of the test's own. */
export async function onEngine<Result>(
  options: { readonly tier: TierName } | { readonly program: PulumiFn },
  body: (rehearsal: Rehearsal) => Promise<Result>,
  further: Partial<Pick<RehearsalOptions, "hasCheckpoints" | "onEvent">> = {},
): Promise<Result> {
  cli ??= findPulumiCli();
  const { path } = await cli;
  return rehearse(
    {
      pulumiCommand: path,
      project: PROJECT,
      stack: "example",
      hasCheckpoints: false,
      ...("tier" in options
        ? {
            program: async () => ({ ...(await program()) }),
            config: { ...DRY_RUN_CONFIG, [`${PROJECT}:tier`]: options.tier },
          }
        : { program: options.program, config: { "aws:region": "us-east-1" } }),
      ...further,
    },
    body,
  );
}
