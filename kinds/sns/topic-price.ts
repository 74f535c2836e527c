import type { CostItem, Formula } from "../pricing/formula";
import { alertsPerMonth, ALERTS_ASSUMPTION } from "./alerts";
import { figuresOf } from "../pricing/figures";

/** Publishing to a topic; the account's free million is not counted. Delivery is charged at the subscription. */
export const snsTopicPrice: Formula = (): CostItem[] => [
  {
    item: "alerts published",
    priceKey: "sns.publish",
    quantity: figuresOf(alertsPerMonth, (alerts) => alerts / 1_000_000),
    basis: "usage",
    assumption: ALERTS_ASSUMPTION,
  },
];
