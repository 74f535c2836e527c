import type { CostExplanation } from "../../models/cost/explanation";
import type { Style } from "../print/style";
import { plural, tierTitle } from "../print/table";
import { wrap } from "../print/text";
import { cents, priceText, quantityText } from "../print/money";

const WIDTH = 80;

const indented = (text: string): string => `  ${wrap(text, WIDTH - 2, "  ")}`;

function lineText(line: CostExplanation["lines"][number], { strong }: Style): string[] {
  const { name, type, component, item, basis, quantity, unit, unitPriceUsd, price } = line;
  return [
    strong(`${name}, ${item}`),
    indented(
      `${type}, cost line ${component}, ${basis}${line.outsideFigures ? ", outside the figures" : ""}`,
    ),
    indented(
      `expected ${quantityText(quantity)} × ${priceText(unitPriceUsd)} per ${unit} = ${cents(line.monthlyUsd)}`,
    ),
    indented(`floor ${cents(line.floorMonthlyUsd)}, ceiling ${cents(line.ceilingMonthlyUsd)} a month`),
    ...(line.assumption === null ? [] : [indented(`assumed: ${line.assumption}`)]),
    indented(`price ${line.priceKey}, of ${price.asOf}, confidence ${price.confidence}: ${price.source}`),
    ...(price.derived === null ? [] : [indented(`the price is derived: ${price.derived}`)]),
    "",
  ];
}

/** How lines come about, as a person reads it. */
export function explanationText(explanation: CostExplanation, style: Style): string {
  const { tier, asked, lines, free } = explanation;
  const counted = lines.filter(({ outsideFigures }) => !outsideFigures);
  const sum = counted.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
  return [
    style.strong(
      `Tier ${tierTitle(tier)}, ${asked}: ${plural(lines.length, "line")}, ${cents(sum)} a month expected`,
    ),
    "",
    ...lines.flatMap((line) => lineText(line, style)),
    ...free.flatMap(({ name, type, reason }) => [
      style.strong(`${name}: free`),
      indented(type),
      indented(reason),
      "",
    ]),
  ].join("\n");
}
