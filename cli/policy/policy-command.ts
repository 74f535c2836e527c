import type { Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { judge } from "../../policies/judge";
import type { PolicyReport } from "../../policies/report";
import { InputError, parseTierName, TIER_NAMES } from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";
import { policyMarkdown } from "./policy-markdown";
import { policySarif } from "./policy-sarif";
import { policyText } from "./policy-text";
import { readManifest } from "../read/read-manifest";
import { readWaivers } from "../read/read-waivers";
import type { Result } from "../print/style";
import { plural, tierTitle } from "../print/table";

export interface PolicyOptions {
  readonly all?: true;
  readonly manifest?: string;
  readonly waivers?: string;
  readonly markdown?: true;
  readonly sarif?: true;
}

/** @throws InputError unless exactly one of a tier, --all and --manifest is given */
async function manifestsOf(tierText: string, { all, manifest }: PolicyOptions): Promise<readonly Manifest[]> {
  const given = [tierText !== "", all === true, manifest !== undefined].filter(Boolean).length;
  if (given === 0)
    throw new InputError("Name a tier, or give --all for all of them, or --manifest with a file.");
  if (given > 1) throw new InputError("Give one of a tier, --all and --manifest.");
  if (manifest !== undefined) return [readManifest(manifest)];
  const manifests: Manifest[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const name of all === true ? TIER_NAMES : [parseTierName(tierText)])
    manifests.push(await recordedManifest(name));
  return manifests;
}

const mandatoryOf = ({ violations }: PolicyReport): number =>
  violations.filter(({ enforcement }) => enforcement === "mandatory").length;

/** `scale policy <tier>`, `--all` or `--manifest <file>`: the rules, on what a tier builds. */
export async function policyCommand(
  tierText: string,
  options: PolicyOptions,
  today = new Date(),
): Promise<Result> {
  const waivers = readWaivers(options.waivers);
  const day = today.toISOString().slice(0, 10);
  const reports = (await manifestsOf(tierText, options)).map(({ spec, region, resources }) =>
    judge(RULES, resources, { tier: spec, region }, waivers, day),
  );
  const broken = reports.filter((report) => mandatoryOf(report) > 0);
  const [first] = reports;
  return {
    json: options.all === true ? { schemaVersion: 1, tiers: reports } : first,
    text: (style) => {
      if (options.sarif === true) return `${JSON.stringify(policySarif(reports), null, 2)}\n`;
      return options.markdown === true
        ? policyMarkdown(reports)
        : reports.map((report) => policyText(report, style)).join("");
    },
    ...(broken.length === 0
      ? {}
      : {
          gate: broken
            .map(
              (report) =>
                `Tier ${tierTitle(report.tier)} breaks mandatory rules: ${plural(mandatoryOf(report), "violation")}.`,
            )
            .join("\n"),
        }),
  };
}
