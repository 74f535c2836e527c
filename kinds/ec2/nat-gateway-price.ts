import { constant, figuresOf } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { Formula } from "../pricing/formula";
import { egressCount, egressGiB } from "./egress-volume";

/** One NAT gateway; all of them share the traffic evenly. */
export const natGatewayPrice: Formula = (_resource, context) => {
  const gateways = egressCount(context);
  return [
    {
      item: "hours",
      priceKey: "natGateway.hour",
      quantity: constant(HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
    {
      item: "data processed",
      priceKey: "natGateway.gb",
      quantity: figuresOf(egressGiB(context), (gib) => gib / gateways),
      basis: "usage",
      assumption: "calls to other services with their answers, and pulled images, shared evenly",
    },
  ];
};
