import { sloReport, type SloReport } from "../../models/promises/report";
import { TIER_NAMES, tierNamed } from "../../tiers";
import { markdownOf } from "../print/markdown-printer";
import { sideBySide, sloDocument } from "../slo/slo-document";
import { GENERATED } from "./generated-mark";
import { paragraph } from "./wrapped";

/** The report of every tier, without an own domain. */
const sloReports = (): SloReport[] => TIER_NAMES.map((name) => sloReport(tierNamed(name), false));

const INTRODUCTION = paragraph(
  "One table, in `models/promises/`, is the only place where a target or a threshold is written. From it come the alarms in CloudWatch, the policies `require-promise-alarms` and `require-saturation-alarms`, `scale slo`, this page and the table of the README. Its schema refuses what contradicts itself: a target above its timeout, a promise without a metric, a threshold outside its unit, a page that comes before its ticket, more custom metrics than a tier pays for.",
);

const SEVERITIES = paragraph(
  "A **page** is for whoever is on call, at any hour; a **ticket** for the next working day. Both go to the stack's topic of alerts, those of CloudFront and its certificate to the topic in us-east-1; the word stands at the beginning of an alarm's text, so that a subscription can filter by it, and the section that says what to do at its end. In the weekly maintenance window, by the same setting `maintenance` that makes it, alarms on failovers and restarts are mute, and two hours longer; what is still wrong then is told when it ends.",
);

const SIMULATED = paragraph(
  "The alarms were never evaluated by AWS. A simulator with CloudWatch's documented rules (`models/promises/simulator/`) runs exactly the generated ones over traces in `test/models/promises/simulator/`.",
);

/** The page of all promises. */
export function promisesPage(): string {
  const reports = sloReports();
  const full = reports.find(({ tier }) => tier === "2k");
  return [
    GENERATED,
    "# Promises",
    INTRODUCTION,
    SEVERITIES,
    SIMULATED,
    markdownOf(sideBySide(reports), 2).trimEnd(),
    // Limits are the same at every tier, and stand above.
    ...(full === undefined ? [] : [markdownOf(sloDocument({ ...full, capacityLimits: [] }), 2).trimEnd()]),
  ]
    .join("\n\n")
    .concat("\n");
}
