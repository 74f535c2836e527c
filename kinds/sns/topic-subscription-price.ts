import { UnpricedError } from "../pricing/errors";
import { figuresOf } from "../pricing/figures";
import type { CostItem, Formula } from "../pricing/formula";
import { alertsPerMonth, ALERTS_ASSUMPTION } from "./alerts";

/** E-mails to one address; the account's free thousand is not counted. */
export const snsSubscriptionPrice: Formula = ({ name, inputs }): CostItem[] => {
  if (inputs["protocol"] !== "email")
    throw new UnpricedError(
      `${name} has no price: deliveries by "${String(inputs["protocol"])}" are not known.`,
    );
  return [
    {
      item: "e-mails",
      priceKey: "sns.email",
      quantity: figuresOf(alertsPerMonth, (alerts) => alerts / 100_000),
      basis: "usage",
      assumption: ALERTS_ASSUMPTION,
    },
  ];
};
