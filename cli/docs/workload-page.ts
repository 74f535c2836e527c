import { COEFFICIENT_NAMES, COEFFICIENTS } from "../../models/load/workload-coefficients";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";

/** Every coefficient of the workload model. */
export function workloadPage(): string {
  const rows = COEFFICIENT_NAMES.map((name) => {
    const { value, unit, description, source, max } = COEFFICIENTS[name];
    return [`\`${name}\``, String(value), unit, description, source, `0 to ${max}`];
  });
  return `${[
    GENERATED,
    "# Workload of a user",
    "What one user does. Cost and capacity of every tier are worked out from these numbers, from the number of users and from nothing else; a month has 730 hours. “assumed” says that nobody measured it: compare it with a bill ([reconcile](reconcile.md)) before you rely on it.",
    markdownTable(["coefficient", "value", "unit", "meaning", "source", "allowed"], rows),
    "## Other values",
    "A JSON or YAML file replaces any of them; what it does not name keeps the value above. A misspelt name or a value outside its limits is refused with its line.",
    "```yaml\n# coefficients.yaml\nrequestsPerUserMinute: 0.8\nedgeCacheHitShare: 0.75\n```",
    "```sh\n./scale cost 500 --coefficients coefficients.yaml\n```",
  ].join("\n\n")}\n`;
}
