import { constant } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { Formula } from "../pricing/formula";
import { requirePricedVariant } from "../pricing/priced-variant";

/** A gateway endpoint, for which AWS asks nothing. An interface endpoint would be charged by the hour and zone. */
export const vpcEndpointPrice: Formula = (resource) => {
  requirePricedVariant(resource, "vpcEndpointType", ["Gateway"], "Gateway");
  return [
    {
      item: "gateway endpoint",
      priceKey: "vpc.gatewayEndpoint",
      quantity: constant(HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
  ];
};
