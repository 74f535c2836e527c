import { COEFFICIENT_NAMES, COEFFICIENTS } from "../../models/load/workload-coefficients";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { paragraph } from "./wrapped";

/** Every coefficient of the workload model. */
export function workloadPage(): string {
  const rows = COEFFICIENT_NAMES.map((name) => {
    const { value, unit, description, source, max } = COEFFICIENTS[name];
    return [`\`${name}\``, String(value), unit, description, source, `0 to ${max}`];
  });
  return `${[
    GENERATED,
    "# Workload of a user",
    paragraph(
      "What one user does. The cost and capacity of every tier are calculated from these numbers and the number of users, and from nothing else; a month has 730 hours. “assumed” means that nobody measured it: compare it with a bill ([reconcile](reconcile.md)) before you rely on it.",
    ),
    markdownTable(["coefficient", "value", "unit", "meaning", "source", "allowed"], rows),
    "## Other values",
    paragraph(
      "A JSON or YAML file replaces any of them; a coefficient that is not in the file keeps the value above. A misspelt name or a value out of bounds is refused with its line.",
    ),
    "```yaml\n# coefficients.yaml\nrequestsPerUserMinute: 0.8\nedgeCacheHitShare: 0.75\n```",
    "```sh\n./scale cost 500 --coefficients coefficients.yaml\n```",
  ].join("\n\n")}\n`;
}
