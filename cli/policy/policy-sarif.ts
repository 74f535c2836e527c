import type { Log, ReportingDescriptor, Result } from "sarif";
import { RULES } from "../../policies/all-rules";
import type { PolicyReport } from "../../policies/report";
import type { Rule } from "../../policies/rule";
import { CURRENT_WAIVERS } from "../../policies/waivers";
import type { TierName } from "../../tiers";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** GitHub orders findings by it; the bounds are GitHub's own (`security-severity`). */
const SECURITY_SEVERITY = { low: "3.0", medium: "5.0", high: "8.0", critical: "9.5" } as const;

const descriptor = (rule: Rule): ReportingDescriptor => ({
  id: rule.id,
  shortDescription: { text: rule.title },
  fullDescription: { text: `${rule.title}. ${rule.rationale}` },
  help: { text: `${rule.remedy} Source: ${rule.source}.` },
  properties: { "security-severity": SECURITY_SEVERITY[rule.severity] },
});

const OF_WAIVERS: ReportingDescriptor = {
  id: CURRENT_WAIVERS,
  shortDescription: { text: "Every waiver holds and is needed" },
  help: { text: "Renew the waiver with its owner, or remove it." },
  properties: { "security-severity": SECURITY_SEVERITY.high },
};

/** Findings need a place in a file: the sizes that the resource was made from, or the waivers. */
const fileOf = (tier: TierName, policy: string): string =>
  policy === CURRENT_WAIVERS ? "policies/waivers.yaml" : `tiers/tier-${tier}.ts`;

const resultsOf = ({ tier, violations, waived }: PolicyReport): Result[] =>
  [
    ...violations.map((violation) => ({ violation, justification: undefined })),
    ...waived.map((violation) => ({
      violation,
      justification: `${violation.reason} (${violation.owner}, until ${violation.expires})`,
    })),
  ].map(({ violation: { policy, enforcement, urn, message }, justification }) => ({
    ruleId: policy,
    level: enforcement === "mandatory" ? "error" : "warning",
    message: { text: `Tier ${tier}: ${message}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileOf(tier, policy) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    partialFingerprints: { "tierPolicyUrn/v1": `${tier} ${policy} ${urn}` },
    ...(justification === undefined ? {} : { suppressions: [{ kind: "external", justification }] }),
  }));

/** What the rules say of some tiers, for GitHub's code scanning and whatever else reads SARIF 2.1.0. */
export const policySarif = (reports: readonly PolicyReport[]): Log => ({
  $schema: SCHEMA,
  version: "2.1.0",
  runs: [
    {
      tool: { driver: { name: "scaling-tiers", rules: [...RULES.map(descriptor), OF_WAIVERS] } },
      results: reports.flatMap(resultsOf),
    },
  ],
});
