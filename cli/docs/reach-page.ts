import type { ReachReport } from "../../policies/reach";
import { TIER_NAMES } from "../../tiers";
import { escaped } from "../print/markdown-printer";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { paragraph } from "./wrapped";

/** Rows that any tier has, each once, with the tiers that have it: `every tier` for all of them. */
function merged<Row>(
  reports: readonly ReachReport[],
  rowsOf: (report: ReachReport) => readonly Row[],
  cells: (row: Row) => readonly string[],
): string[][] {
  const tiers = new Map<string, Set<string>>();
  for (const report of reports)
    for (const row of rowsOf(report)) {
      const key = JSON.stringify(cells(row));
      const known = tiers.get(key);
      if (known === undefined) tiers.set(key, new Set([report.tier]));
      else known.add(report.tier);
    }
  return [...tiers].map(([key, names]) => [
    // Stars of an ARN or an action are no emphasis.
    ...(JSON.parse(key) as string[]).map(escaped),
    names.size === TIER_NAMES.length ? "every tier" : [...names].join(", "),
  ]);
}

const connection = ({ from, to, ports, by }: ReachReport["network"][number]): string[] => [
  from,
  to,
  ports,
  by,
];
const CONNECTION = ["from", "to", "ports", "by", "tiers"];

/** Who can reach what in each tier, and who may do what. */
export function reachPage(reports: readonly ReachReport[]): string {
  return `${[
    GENERATED,
    "# Who can reach what",
    paragraph(
      "What the resources of a tier open, told from their effects: routes, security groups, network policies, access blocks and policies. `./scale reach 500` prints it for one tier, with `--json` for programs; the rules of [policies.md](policies.md) judge the same facts. A test holds that nothing but CloudFront answers everybody on the internet.",
    ),
    "## From the internet",
    paragraph(
      "Everything that somebody on the internet could try to reach. “Unknown” would be neither yes nor no, and breaks a rule.",
    ),
    markdownTable(
      ["what", "answers", "why", "tiers"],
      merged(
        reports,
        ({ internet }) => internet,
        ({ name, answers, why }) => [name, answers, why],
      ),
    ),
    "## In the VPC",
    paragraph(
      "By VPC origins and security groups. EKS lets the nodes and the control plane reach each other.",
    ),
    markdownTable(
      CONNECTION,
      merged(reports, ({ network }) => network, connection),
    ),
    "## Between pods",
    paragraph("By network policies. A connection needs a row that lets it out and one that lets it in."),
    markdownTable(
      CONNECTION,
      merged(reports, ({ pods }) => pods, connection),
    ),
    "## Who may do what",
    paragraph(
      "Roles with those who act as them, and then what keys, buckets, queues and topics allow by policies of their own. “Condition” means that one keeps some requests out.",
    ),
    markdownTable(
      ["who", "may", "on", "condition", "by", "tiers"],
      merged(
        reports,
        ({ rights }) => rights,
        ({ who, may, on, isNarrowed, by }) => [who, may, on, isNarrowed ? "yes" : "", by],
      ),
    ),
  ].join("\n\n")}\n`;
}
