import { RULES } from "../../policies/all-rules";
import type { Rule } from "../../policies/rule";
import { TIER_NAMES } from "../../tiers";
import { GENERATED, markdownTable } from "./markdown";

const exceptionsOf = ({ exceptions = [] }: Rule): string[] =>
  exceptions.map(
    ({ tiers, enforcement, reason }) =>
      `- At ${tiers.join(", ")} it is ${enforcement === "advisory" ? "advisory" : "not applied"}: ${reason}`,
  );

const section = (rule: Rule): string[] => [
  `### ${rule.id}`,
  `${rule.title}. ${rule.rationale}`,
  `- To mend it: ${rule.remedy}\n- Severity: ${rule.severity}. Source: ${rule.source}.${exceptionsOf(rule)
    .map((line) => `\n${line}`)
    .join("")}`,
];

/** Every rule that `scale policy` checks. */
export function policiesPage(): string {
  const rows = RULES.map((rule) => {
    const exempt = (rule.exceptions ?? []).flatMap(({ tiers }) => tiers);
    const mandatory = TIER_NAMES.filter((tier) => !exempt.includes(tier));
    return [
      `[${rule.id}](#${rule.id})`,
      rule.title,
      rule.severity,
      mandatory.length === TIER_NAMES.length ? "every tier" : mandatory.join(", "),
    ];
  });
  return `${[
    GENERATED,
    "# Policies",
    `${RULES.length} rules over what a tier builds. \`npm run --silent scale -- policy --all\` checks all six tiers offline; a mandatory rule that is broken ends it with exit code 3. A rule is mandatory unless the tier stands under it as an exception, with the reason.`,
    markdownTable(["rule", "what it wants", "severity", "mandatory at"], rows),
    "## The rules",
    ...RULES.flatMap(section),
  ].join("\n\n")}\n`;
}
