import type { PolicyReport } from "../../policies/report";
import { list, section, table, when, type Document, type Text } from "../print/document";
import { count, plural, tierTitle } from "../print/figures";
import { versionSection } from "../print/version-warnings";

type Violation = PolicyReport["violations"][number];
type Waived = PolicyReport["waived"][number];

const violationText = (tier: string, { policy, enforcement, message }: Violation): Text => [
  { strong: policy },
  ` (${tier}, ${enforcement}): ${message}`,
];

const waivedText = (tier: string, { policy, owner, expires, reason, message }: Waived): Text =>
  `${policy} (${tier}), waived until ${expires} by ${owner}: ${reason} ${message}`;

/** What the rules say of some tiers. */
export function policyDocument(reports: readonly PolicyReport[]): Document {
  const violations = reports.flatMap(({ tier, violations: own }) =>
    own.map((each) => violationText(tierTitle(tier), each)),
  );
  const waived = reports.flatMap(({ tier, waived: own }) =>
    own.map((each) => waivedText(tierTitle(tier), each)),
  );
  return {
    title:
      violations.length === 0
        ? "Policies: every rule is kept"
        : `Policies: ${plural(violations.length, "violation")}`,
    blocks: [
      table(
        ["tier", ">rules", ">resources", ">violations", ">waived"],
        reports.map(({ tier, stack, checked, violations: own, waived: accepted }) => [
          stack === undefined ? tierTitle(tier) : `${tierTitle(tier)}, stack ${stack}`,
          count(checked.policies),
          count(checked.resources),
          count(own.length),
          count(accepted.length),
        ]),
      ),
      ...when(violations.length > 0, section("Violations", list(violations))),
      ...when(waived.length > 0, section("Waived", list(waived))),
      ...versionSection(reports.flatMap(({ warnings }) => warnings)),
    ],
  };
}
