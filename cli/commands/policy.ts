import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import type { PolicyReport } from "../../policies/report";
import { InputError, parseTierName, TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { loadDryRun } from "../load-dry-run";
import type { Result, Style } from "../style";
import { plural, tierTitle } from "../table";
import { wrap } from "../text";

const WIDTH = 80;

export interface PolicyOptions {
  readonly all?: true;
}

async function judge(tier: TierName): Promise<PolicyReport> {
  const { resources } = await loadDryRun().dryRun(tier);
  return { schemaVersion: 1, tier, ...evaluate(RULES, resources, tierNamed(tier)) };
}

function reportText({ tier, violations, checked }: PolicyReport, { strong }: Style): string {
  const verdict = violations.length === 0 ? "clean" : plural(violations.length, "violation");
  return [
    strong(
      `Tier ${tierTitle(tier)}: ${verdict} (${plural(checked.policies, "rule")}, ${plural(checked.resources, "resource")})`,
    ),
    ...violations.map(({ policy, enforcement, message }) =>
      wrap(`- ${policy} [${enforcement}] ${message}`, WIDTH, "  "),
    ),
    "",
  ].join("\n");
}

/** `scale policy <tier>` or `scale policy --all`: the rules, on what a tier builds. */
export async function policyCommand(tierText: string, { all }: PolicyOptions): Promise<Result> {
  if (all !== true && tierText === "") throw new InputError("Name a tier, or give --all for all six.");
  if (all === true && tierText !== "") throw new InputError("Give a tier or --all, not both.");
  const reports: PolicyReport[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const name of all === true ? TIER_NAMES : [parseTierName(tierText)]) reports.push(await judge(name));
  const mandatory = reports.flatMap(({ tier, violations }) => {
    const count = violations.filter(({ enforcement }) => enforcement === "mandatory").length;
    return count === 0
      ? []
      : [`Tier ${tierTitle(tier)} breaks mandatory rules: ${plural(count, "violation")}.`];
  });
  const [first] = reports;
  return {
    json: all === true ? { schemaVersion: 1, tiers: reports } : first,
    text: (style) => reports.map((report) => reportText(report, style)).join(""),
    ...(mandatory.length === 0 ? {} : { gate: mandatory.join("\n") }),
  };
}
