import type { PolicyReport } from "../../policies/report";
import type { Style } from "../print/style";
import { plural, tierTitle } from "../print/table";
import { wrap } from "../print/text";

const WIDTH = 80;

/** What the rules say of one tier, as a person reads it, 80 columns wide. */
export function policyText({ tier, violations, waived, checked }: PolicyReport, style: Style): string {
  const verdict = violations.length === 0 ? "clean" : plural(violations.length, "violation");
  return [
    style.strong(
      `Tier ${tierTitle(tier)}: ${verdict} (${plural(checked.policies, "rule")}, ${plural(checked.resources, "resource")})`,
    ),
    ...violations.map(({ policy, enforcement, message }) =>
      wrap(`- ${policy} [${enforcement}] ${message}`, WIDTH, "  "),
    ),
    ...waived.map(({ policy, message, owner, reason, expires }) =>
      style.faint(
        wrap(`- ${policy} [waived until ${expires} by ${owner}: ${reason}] ${message}`, WIDTH, "  "),
      ),
    ),
    "",
  ].join("\n");
}
