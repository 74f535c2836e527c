import { RULES } from "../../policies/all-rules";
import type { Rule } from "../../policies/rule";
import { TIER_NAMES } from "../../tiers";
import { bullets, paragraph } from "./wrapped";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { mutationScore } from "./mutation-score";
import { THREATS } from "./threats";

const exceptionsOf = ({ exceptions = [] }: Rule): string[] =>
  exceptions.map(
    ({ tiers, enforcement, reason }) =>
      `At ${tiers.join(", ")} it is ${enforcement === "advisory" ? "advisory" : "not applied"}: ${reason}`,
  );

const UNKNOWN = {
  refuse: "A value that a preview does not know yet is a violation.",
  wait: "A value that a preview does not know yet makes the rule advisory until the value is known.",
} as const;

const section = (rule: Rule): string[] => [
  `### ${rule.id}`,
  paragraph(`${rule.title}. ${rule.rationale}`),
  bullets([
    `Fix: ${rule.remedy}`,
    `Severity: ${rule.severity}. Source: ${rule.source}.`,
    UNKNOWN[rule.whenUnknown],
    ...exceptionsOf(rule),
  ]),
];

const CHECK = `## Check a tier or a stack

- \`./scale policy 500\` checks what a tier builds, \`--manifest <file>\` a file that \`scale manifest --json\` wrote. \`--json\`,
  \`--markdown\` and \`--sarif\` print the result for programs, pull requests and code scanning.
- \`pulumi preview --policy-pack policies\` (and \`pulumi up\`) checks a real stack against the same rules; a violation of a
  mandatory rule stops it. The pack reads tier, overrides and phase from the stack's configuration.
  \`./scale rehearse 500 --policy-pack policies\` shows it without an account.
- A first preview does not know the values that AWS and the cluster will return. Each rule says what it does with such a
  value: refuse it, or wait. A rule that waits is checked again in the next preview, and in \`pulumi up\` before the resource
  is created; rules about the whole stack are checked at the end of an update. \`scale policy\` has no such gap, since its dry
  run makes these values up: run it first.

## Waivers

\`policies/waivers.yaml\` lists accepted violations: rule, logical name of the resource (\`*\` matches any characters), tiers,
owner, reason and last day. Both the pack and the command read it. A waiver that has expired is a violation, and so is one
that matches no violation (only \`scale policy\` reports that: a first preview may not know yet what breaks a rule).

## Second opinions

\`npm run test:second-opinions\` runs Checkov and kube-score on the Kubernetes objects of all tiers. Findings that we decline
are in \`test/second-opinions/declined.yaml\` with the reason; any other finding fails the test. Checkov judges the AWS half
as well, converted to Terraform (\`declined-terraform.yaml\`), and each mutant that it finds is found by a rule. The tools come
in fixed versions from PyPI (\`python3\`) and the Go module proxy (\`go\`), and are fetched once.

## What the rules do not cover

- Requests to Qdrant cross the cluster's network as plain HTTP, restricted by network policies and an API key: its pods have
  no certificates.
- Without a domain CloudFront speaks plain HTTP to the load balancer, inside AWS's network: nobody issues a certificate for an
  internal name. With one it is TLS from 10K (\`require-origin-tls\`).
- Which addresses a prefix list of AWS holds is not seen: the one of CloudFront is looked up by its name.
- A rule sees the desired state, not the change: what a step destroys or interrupts is in [the upgrade report](upgrade.md).`;

const row = (rule: Rule): string[] => {
  const exempt = (rule.exceptions ?? []).flatMap(({ tiers }) => tiers);
  const mandatory = TIER_NAMES.filter((tier) => !exempt.includes(tier));
  return [
    `[${rule.id}](#${rule.id})`,
    rule.title,
    rule.severity,
    mandatory.length === TIER_NAMES.length ? "every tier" : mandatory.join(", "),
  ];
};

/** Rules by what they protect from: a table of each group, then each rule. */
const grouped = (): string[] =>
  THREATS.flatMap(({ title, meaning, rules: ids }) => {
    const rules = RULES.filter(({ id }) => ids.includes(id));
    return [
      `## ${title}`,
      paragraph(meaning),
      markdownTable(["rule", "requirement", "severity", "mandatory at"], rules.map(row)),
      ...rules.flatMap(section),
    ];
  });

/** Every rule that `scale policy` checks. */
export const policiesPage = (): string =>
  `${[
    GENERATED,
    "# Policies",
    paragraph(
      `${RULES.length} rules about what a tier builds, by what they protect from. \`./scale policy --all\` checks all tiers offline and exits with code 3 when a mandatory rule is broken. A rule is mandatory at every tier that is not listed under it as an exception, with the reason.`,
    ),
    CHECK,
    mutationScore(),
    ...grouped(),
  ].join("\n\n")}\n`;
