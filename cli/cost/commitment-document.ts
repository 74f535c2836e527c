import type { Commitment } from "../../models/cost/scenarios/commitments";
import { list, note, paragraph, section, table, type Document } from "../print/document";
import { cents, percent, tierTitle, usd } from "../print/figures";

const TITLES: Readonly<Record<Commitment["services"][number]["service"], string>> = {
  computeSavingsPlan: "Compute Savings Plan",
  rdsReserved: "RDS reserved instances",
  elastiCacheReserved: "ElastiCache reserved nodes",
};

/** What committing the steady part of a tier saves. */
export function commitmentDocument(commitment: Commitment): Document {
  const { tier, term, months, onDemandMonthlyUsd, committedMonthlyUsd, savingMonthlyUsd, services } =
    commitment;
  return {
    title: `Tier ${tierTitle(tier)} committed for ${term}: ${usd(committedMonthlyUsd)} a month instead of ${usd(onDemandMonthlyUsd)}`,
    blocks: [
      paragraph(
        `Saves ${cents(savingMonthlyUsd)} a month, ${percent(savingMonthlyUsd, onDemandMonthlyUsd)}. Only what runs at the floor is committed.`,
      ),
      table(
        ["commitment", ">on demand", ">committed", "discount", "breaks even"],
        services.map((each) => [
          TITLES[each.service],
          cents(each.onDemandMonthlyUsd),
          cents(each.committedMonthlyUsd),
          `${percent(each.fraction, 1)}${each.isAssumed ? " assumed" : ""}`,
          each.onDemandMonthlyUsd === 0 ? "-" : `month ${each.breakEvenMonth} of ${months}`,
        ]),
      ),
      section(
        "Before you buy",
        list([
          "The whole term is owed. Whoever leaves the size before the month in which it breaks even pays more than on demand: a step to the next tier changes instance types.",
          "No other figure of this command counts with a commitment.",
          ...services.map((each) => `${TITLES[each.service]}, ${each.payment}, ${each.asOf}: ${each.source}`),
        ]),
      ),
      note("Prices of commitments change more often than list prices; ask AWS for an offer."),
    ],
  };
}
