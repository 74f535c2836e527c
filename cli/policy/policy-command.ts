import { Option } from "commander";
import type { Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { judge } from "../../policies/judge";
import type { PolicyReport } from "../../policies/report";
import { InputError, TIER_NAMES, type TierName } from "../../tiers";
import { plural, tierTitle } from "../print/figures";
import { resultOf, type Result } from "../print/result";
import { readManifest } from "../read/read-manifest";
import { readWaivers } from "../read/read-waivers";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, ofTier, subjectOf } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { policyDocument } from "./policy-document";
import { policySarif } from "./policy-sarif";

export interface PolicyOptions {
  readonly stack?: string;
  readonly all?: true;
  /** File. */
  readonly manifest?: string;
  /** File. */
  readonly waivers?: string;
  readonly markdown?: true;
  readonly sarif?: true;
}

/** @throws InputError unless exactly one of a tier, --stack, --all and --manifest is given */
async function manifestsOf(
  tier: TierName | undefined,
  { all, stack, manifest }: PolicyOptions,
): Promise<readonly Manifest[]> {
  const given = [tier, all, stack, manifest].filter((each) => each !== undefined).length;
  if (given === 0)
    throw new InputError(
      "Name a tier, or a stack by --stack, or give --all for all tiers, or --manifest with a file.",
    );
  if (given > 1) throw new InputError("Give one of a tier, --stack, --all and --manifest.");
  if (manifest !== undefined) return [readManifest(manifest)];
  const subjects = all === true ? TIER_NAMES.map(ofTier) : [subjectOf(tier, stack)];
  const manifests: Manifest[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const { sizes, config } of subjects) manifests.push(await recordedManifest(sizes, config));
  return manifests;
}

const mandatoryOf = ({ violations }: PolicyReport): number =>
  violations.filter(({ enforcement }) => enforcement === "mandatory").length;

function gateOf(reports: readonly PolicyReport[]): string | undefined {
  const broken = reports.filter((report) => mandatoryOf(report) > 0);
  if (broken.length === 0) return undefined;
  return broken
    .map(
      (report) =>
        `${report.stack === undefined ? "Tier" : `Stack ${report.stack}, tier`} ${tierTitle(report.tier)} breaks mandatory rules: ${plural(mandatoryOf(report), "violation")}.`,
    )
    .join("\n");
}

/** `scale policy <tier>`, `--stack <name>`, `--all` or `--manifest <file>`: the rules, on what a tier builds. */
export async function policyCommand(
  tier: TierName | undefined,
  options: PolicyOptions,
  today = new Date(),
): Promise<Result> {
  const waivers = readWaivers(options.waivers);
  const day = today.toISOString().slice(0, 10);
  const { stack } = options;
  const reports = (await manifestsOf(tier, options)).map(({ spec, region, resources }) => ({
    ...judge(RULES, resources, { tier: spec, region }, waivers, day),
    ...(stack === undefined ? {} : { stack }),
  }));
  const json = options.all === true ? { schemaVersion: 1, tiers: reports } : reports[0];
  const result = resultOf(json, () => policyDocument(reports), { ...options, gate: gateOf(reports) });
  if (options.sarif !== true) return result;
  return { ...result, text: () => `${JSON.stringify(policySarif(reports), null, 2)}\n` };
}

export const registerPolicy: Register = (program, run) => {
  reportCommand(program, "policy", "whether a tier keeps the rules: safety, privacy, money")
    .addArgument(tierArgument("[tier]", { stack: { command: "policy", isStack } }))
    .addOption(stackOption())
    .addOption(new Option("--all", "every tier"))
    .addOption(new Option("--manifest <file>", "what scale manifest --json wrote, instead of a tier"))
    .addOption(
      new Option("--waivers <file>", "violations somebody answers for (default: policies/waivers.yaml)"),
    )
    .addOption(new Option("--markdown", "print it for a pull request").conflicts("json"))
    .addOption(
      new Option("--sarif", "print it for code scanning, as SARIF 2.1.0").conflicts(["json", "markdown"]),
    )
    .action((tier: TierName | undefined, options: PolicyOptions & OutputOptions) =>
      run(options, () => policyCommand(tier, options)),
    );
};
