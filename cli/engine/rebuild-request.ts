import { PROJECT } from "../../stacks/dry-run-config";
import { listOf } from "../../models/manifest/values";
import { pulumi, type Cli, type UserStack } from "../../rehearsal/user-stack";
import { InputError } from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";
import { ofStack } from "../record/subject";
import type { RecoverOptions } from "./recover-command";
import type { RebuildRequest } from "./rebuild";

/** @throws InputError for options that do not go together */
export function refuseMixed({ rebuild, import: isImport, clear, exists, absent }: RecoverOptions): void {
  if (isImport === true && rebuild !== true)
    throw new InputError("--import goes with --rebuild: it takes what is found into an empty state.");
  if (rebuild === true && (clear === true || exists !== undefined || absent !== undefined))
    throw new InputError(
      "--rebuild is for a state that is lost; --clear, --exists and --absent are for one that an interrupted run has left.",
    );
}

/** Values of the provider `aws` in a stack's configuration, as the engine hands them to it. */
async function awsConfigOf(cli: Cli, stack: string): Promise<Record<string, string>> {
  const config = JSON.parse(await pulumi(cli, ["config", "--json", "--stack", stack])) as Record<
    string,
    { readonly value?: string; readonly objectValue?: unknown }
  >;
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, { value, objectValue }]) => {
      if (!key.startsWith("aws:")) return [];
      const text = objectValue === undefined ? value : JSON.stringify(objectValue);
      return text === undefined ? [] : [[key.slice("aws:".length), text]];
    }),
  );
}

/**
 * What is known of a stack whose state is lost: its file in the checkout says what it is made of.
 * @throws InputError when it has no file
 */
export async function rebuildRequest(
  cli: Cli,
  { project, stack }: UserStack,
  isImport: boolean,
): Promise<Omit<RebuildRequest, "aws">> {
  const { sizes, config } = ofStack(stack, cli.projectFolder);
  const environment = { [`${PROJECT}:environment`]: config[`${PROJECT}:environment`] ?? stack };
  const manifest = await recordedManifest(
    sizes,
    { ...config, ...environment },
    { names: { project, stack } },
  );
  const arns: unknown = JSON.parse(config[`${PROJECT}:deployerRoleArns`] ?? "[]");
  return {
    cli,
    project,
    stack,
    manifest,
    deployerRoleArns: listOf(arns).map(String),
    awsConfig: await awsConfigOf(cli, stack),
    isImport,
  };
}
