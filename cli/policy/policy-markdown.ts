import type { PolicyReport } from "../../policies/report";
import { markdownTable } from "../print/markdown";
import { count, plural, tierTitle } from "../print/table";

/** What the rules say of some tiers, for a pull request. */
export function policyMarkdown(reports: readonly PolicyReport[]): string {
  const violations = reports.flatMap(({ tier, violations: own }) => own.map((each) => ({ tier, each })));
  const waived = reports.flatMap(({ tier, waived: own }) => own.map((each) => ({ tier, each })));
  return `${[
    violations.length === 0
      ? "### Policies: every rule is kept"
      : `### Policies: ${plural(violations.length, "violation")}`,
    markdownTable(
      ["tier", "rules", "resources", "violations", "waived"],
      reports.map((report) => [
        tierTitle(report.tier),
        count(report.checked.policies),
        count(report.checked.resources),
        count(report.violations.length),
        count(report.waived.length),
      ]),
    ),
    ...(violations.length === 0
      ? []
      : [
          violations
            .map(
              ({ tier, each }) =>
                `- **${each.policy}** (${tierTitle(tier)}, ${each.enforcement}): ${each.message}`,
            )
            .join("\n"),
        ]),
    ...(waived.length === 0
      ? []
      : [
          waived
            .map(
              ({ tier, each }) =>
                `- ${each.policy} (${tierTitle(tier)}), waived until ${each.expires} by ${each.owner}: ${each.reason}`,
            )
            .join("\n"),
        ]),
  ].join("\n\n")}\n`;
}
