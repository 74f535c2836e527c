import type { Commitment } from "../../models/cost/scenarios/commitments";
import type { Style } from "../print/style";
import { table, tierTitle, usd } from "../print/table";
import { wrap } from "../print/text";
import { cents, percent } from "../print/money";

const WIDTH = 80;

const TITLES: Readonly<Record<Commitment["services"][number]["service"], string>> = {
  computeSavingsPlan: "Compute Savings Plan",
  rdsReserved: "RDS reserved instances",
  elastiCacheReserved: "ElastiCache reserved nodes",
};

/** A commitment's scenario as a person reads it, 80 columns wide. */
export function commitmentText(commitment: Commitment, { strong, faint }: Style): string {
  const { tier, term, months, onDemandMonthlyUsd, committedMonthlyUsd, savingMonthlyUsd, services } =
    commitment;
  return [
    strong(
      `Tier ${tierTitle(tier)} committed for ${term}: ${usd(committedMonthlyUsd)} a month instead of ${usd(onDemandMonthlyUsd)}`,
    ),
    `Saves ${cents(savingMonthlyUsd)} a month, ${percent(savingMonthlyUsd, onDemandMonthlyUsd)}. Only what runs at the floor is committed.`,
    "",
    table(
      services.map((each) => [
        TITLES[each.service],
        cents(each.onDemandMonthlyUsd),
        cents(each.committedMonthlyUsd),
        `${percent(each.fraction, 1)}${each.isAssumed ? " assumed" : ""}`,
        each.onDemandMonthlyUsd === 0 ? "-" : `month ${each.breakEvenMonth} of ${months}`,
      ]),
      ["left", "right", "right", "left", "left"],
      ["commitment", "on demand", "committed", "discount", "breaks even"],
    ),
    "",
    strong("Before you buy"),
    wrap(
      "- The whole term is owed. Whoever leaves the size before the month in which it breaks even pays more than on demand: a step to the next tier changes instance types.",
      WIDTH,
      "  ",
    ),
    "- No other figure of this command counts with a commitment.",
    ...services.map((each) =>
      wrap(`- ${TITLES[each.service]}, ${each.payment}, ${each.asOf}: ${each.source}`, WIDTH, "  "),
    ),
    "",
    faint("Prices of commitments change more often than list prices; ask AWS for an offer."),
    "",
  ].join("\n");
}
