import { constant } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { Formula } from "../pricing/formula";

/** A public IPv4 address, charged whether or not it is in use. */
export const eipPrice: Formula = () => [
  {
    item: "public IPv4 address",
    priceKey: "vpc.publicIpv4",
    quantity: constant(HOURS_PER_MONTH),
    basis: "fixed",
    assumption: null,
  },
];
