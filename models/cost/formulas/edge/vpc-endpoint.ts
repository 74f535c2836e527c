import { constant } from "../../figures";
import { HOURS_PER_MONTH, type Formula } from "../../formula";
import { requirePricedKind } from "./priced-kind";

/** A gateway endpoint, for which AWS asks nothing. An interface endpoint would be charged by the hour and zone. */
export const vpcEndpoint: Formula = (resource) => {
  requirePricedKind(resource, "vpcEndpointType", ["Gateway"], "Gateway");
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
