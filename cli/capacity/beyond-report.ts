import { sizesBeyond, widened } from "../../models/capacity/beyond";
import { capacityOf } from "../../models/capacity/capacity";
import { middleOf, type CapacityCoefficients } from "../../models/capacity/coefficients";
import { carriedOf, partReport, type BeyondReport } from "../../models/reports/capacity";
import type { Document } from "../print/document";
import { list, note, paragraph, section } from "../print/document";
import { count, tierTitle, usd } from "../print/figures";
import { estimateTier } from "../record/estimate-tier";
import { ofTier } from "../record/subject";
import { partsTable } from "./capacity-document";

/** Sizes that carry users beyond the last tier, with what the program would cost at these sizes. */
export async function beyondReport(users: number, coefficients: CapacityCoefficients): Promise<BeyondReport> {
  const { tier, settings, stuck } = sizesBeyond(users, coefficients);
  const capacity = capacityOf(tier, { coefficients });
  const { report } = await estimateTier(
    { ...ofTier(tier.name), sizes: tier },
    { users, coefficients: middleOf(coefficients) },
  );
  return {
    schemaVersion: 1,
    users,
    outsideRoadmap: true,
    from: tier.name,
    settings: [...settings],
    missing: stuck?.part.name ?? null,
    costMonthlyUsd: { expected: report.expectedMonthlyUsd, ceiling: report.ceilingMonthlyUsd },
    carries: carriedOf(capacity),
    parts: capacity.parts.map((part) =>
      partReport({ ...part, act: widened(part.act, users), break: widened(part.break, users) }, users),
    ),
  };
}

/** What a platform beyond the table consists of, costs and carries. */
export const beyondDocument = ({
  users,
  from,
  settings,
  missing,
  costMonthlyUsd,
  carries,
  parts,
}: BeyondReport): Document => ({
  title: `${count(users)} users: outside the roadmap`,
  blocks: [
    paragraph(
      `${usd(costMonthlyUsd.expected)} a month expected, ${usd(costMonthlyUsd.ceiling)} at the ceiling, with the sizes below. They carry ${count(carries.users)} users at their hard limits: first ${carries.limitedBy}, to act on by ${count(carries.actBy)}.`,
    ),
    section(
      `What has to change from tier ${tierTitle(from)}`,
      list(settings.map(({ field, value }) => `${field}: ${value}`)),
    ),
    ...(missing === null
      ? []
      : [
          section(
            "Not to be had",
            paragraph(
              `This program has no larger size for ${missing}: the architecture has to change before so many users.`,
            ),
          ),
        ]),
    section("Parts", partsTable(parts, users)),
    note(
      "Outside the roadmap: no tier, no budget and no test has these sizes; intervals are a quarter wider for each doubling beyond 20,000 users.",
    ),
  ],
});
