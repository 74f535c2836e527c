import type { CostExplanation } from "../../models/cost/explanation";
import { addPrices, noPriceFor } from "../../models/cost/unpriced";
import { nameOfUrn, typeOfUrn } from "../../models/manifest/urn";
import { section, type Document, type Section } from "../print/document";
import { cents, plural, priceText, quantityText, tierTitle } from "../print/figures";

type ExplainedLine = CostExplanation["lines"][number];

function lineSection(line: ExplainedLine): Section {
  const { name, type, component, item, basis, quantity, unit, unitPriceUsd, price, assumption } = line;
  const facts: (readonly [string, string])[] = [
    [
      "resource",
      `${type}, cost line ${component}, ${basis}${line.outsideFigures ? ", outside the figures" : ""}`,
    ],
    [
      "expected",
      `${quantityText(quantity)} × ${priceText(unitPriceUsd)} per ${unit} = ${cents(line.monthlyUsd)}`,
    ],
    ["floor", `${cents(line.floorMonthlyUsd)}, ceiling ${cents(line.ceilingMonthlyUsd)} a month`],
  ];
  if (assumption !== null) facts.push(["assumed", assumption]);
  facts.push([
    "price",
    `${line.priceKey}, of ${price.asOf}, confidence ${price.confidence}: ${price.source}`,
  ]);
  if (price.derived !== null) facts.push(["derived", price.derived]);
  return section(`${name}, ${item}`, { kind: "facts", facts });
}

/** How lines come about. */
export function explanationDocument({
  tier,
  region,
  asked,
  lines,
  unpriced,
  free,
}: CostExplanation): Document {
  const counted = lines.filter(({ outsideFigures }) => !outsideFigures);
  const sum = counted.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
  return {
    title: `Tier ${tierTitle(tier)}, ${asked}: ${plural(lines.length, "line")}, ${cents(sum)} a month expected`,
    blocks: [
      ...lines.map(lineSection),
      ...unpriced.map(({ urn, item, priceKey, component }) =>
        section(`${nameOfUrn(urn)}, ${item}`, {
          kind: "facts",
          facts: [
            ["resource", `${typeOfUrn(urn)}, cost line ${component}`],
            ["price", `${noPriceFor([priceKey], region)}. ${addPrices(region)}`],
          ],
        }),
      ),
      ...free.map(({ name, type, reason }) =>
        section(`${name}: free`, {
          kind: "facts",
          facts: [
            ["resource", type],
            ["reason", reason],
          ],
        }),
      ),
    ],
  };
}
