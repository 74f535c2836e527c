import type { PulumiFn } from "@pulumi/pulumi/automation";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { rehearse, type Rehearsal, type RehearsalOptions } from "../../rehearsal/rehearsal";
import { DRY_RUN_CONFIG } from "../../stacks/dry-run";
import { program } from "../../stacks/program";
import type { TierName } from "../../tiers";

const PROJECT = "scaling-tiers";
/** Everything that a stack's configuration can switch on beside what every tier has. */
export const EVERYTHING: Readonly<Record<string, string>> = {
  [`${PROJECT}:domain`]: '{"name":"app.example.com","hostedZoneId":"Z0123456789ABCDEFGHIJ"}',
  [`${PROJECT}:costAnomaly`]: '{"create":true}',
  [`${PROJECT}:activateCostTags`]: "true",
};
export const ALLOW_DESTRUCTION = { [`${PROJECT}:allowDataDestruction`]: "true" };

let cli: Promise<{ path: string }> | undefined;

/** Runs `body` with the real program of a tier on the engine, or with a small program of the test's own. */
export async function onEngine<Result>(
  options:
    | { readonly tier: TierName; readonly config?: Readonly<Record<string, string>> }
    | { readonly program: PulumiFn },
  body: (rehearsal: Rehearsal) => Promise<Result>,
  further: Partial<Pick<RehearsalOptions, "hasCheckpoints" | "onEvent" | "policyPack" | "program">> = {},
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
            config: { ...DRY_RUN_CONFIG, [`${PROJECT}:tier`]: options.tier, ...options.config },
          }
        : { program: options.program, config: { "aws:region": "us-east-1" } }),
      ...further,
    },
    body,
  );
}
