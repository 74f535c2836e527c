import { RULES } from "../../policies/all-rules";
import type { Rule } from "../../policies/rule";
import { TIER_NAMES } from "../../tiers";
import { GENERATED, markdownTable } from "../print/markdown";

const exceptionsOf = ({ exceptions = [] }: Rule): string[] =>
  exceptions.map(
    ({ tiers, enforcement, reason }) =>
      `- At ${tiers.join(", ")} it is ${enforcement === "advisory" ? "advisory" : "not applied"}: ${reason}`,
  );

const UNKNOWN = {
  refuse: "A value that a preview does not know yet is a violation.",
  wait: "On a value that a preview does not know yet it waits, as an advice, until it is known.",
} as const;

const section = (rule: Rule): string[] => [
  `### ${rule.id}`,
  `${rule.title}. ${rule.rationale}`,
  `- To mend it: ${rule.remedy}\n- Severity: ${rule.severity}. Source: ${rule.source}.\n- ${UNKNOWN[rule.whenUnknown]}${exceptionsOf(
    rule,
  )
    .map((line) => `\n${line}`)
    .join("")}`,
];

const HOW = `## How to ask

- \`./scale policy 500\` judges what a tier builds, \`--manifest <file>\` what \`scale manifest --json\` wrote. \`--json\`, \`--markdown\` and \`--sarif\` print it for programs, pull requests and code scanning.
- \`pulumi preview --policy-pack policies\` (and \`pulumi up\`) holds a real stack against the same rules: a mandatory one that is broken stops it. The pack reads the tier from the stack's configuration. \`./scale rehearse 500 --policy-pack policies\` shows it without an account.
- A first preview does not know what AWS and the cluster will answer. Each rule says what it does with such a value: refuse it, or wait. What waits is asked again on the next preview, and in \`pulumi up\` before the resource is made; rules over the whole stack are asked at its end, when everything stands. \`scale policy\` has no such gap, since its dry run makes the answers up: run it first.

## Waivers

\`policies/waivers.yaml\` holds what somebody answers for: rule, logical name of the resource (\`*\` stands for any characters), tiers, owner, reason, and the last day. Pack and command read it. A waiver that has expired is a violation, and so is one that nothing needs (\`scale policy\` says that one: a first preview may not know yet what needs it).

## Second opinions

\`npm run test:second-opinions\` asks Checkov and kube-score about the Kubernetes objects of all tiers. What they want and we decline stands with its reason in \`test/second-opinions/declined.yaml\`; anything else they find fails. They come from PyPI (by \`python3\`) and from the Go module proxy (by \`go\`), once, in fixed versions.

## What the rules do not cover

- Requests to Qdrant cross the cluster's network as plain HTTP, held by network policies and an API key: its pods have no certificates.
- A rule sees what is to be, not what changes: what a step destroys or interrupts is in [the upgrade report](upgrade.md).`;

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
    `${RULES.length} rules over what a tier builds. \`./scale policy --all\` checks all six tiers offline; a mandatory rule that is broken ends it with exit code 3. A rule is mandatory unless the tier stands under it as an exception, with the reason.`,
    HOW,
    markdownTable(["rule", "what it wants", "severity", "mandatory at"], rows),
    "## The rules",
    ...RULES.flatMap(section),
  ].join("\n\n")}\n`;
}
