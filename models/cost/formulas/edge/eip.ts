import { constant } from "../../figures";
import { HOURS_PER_MONTH, type Formula } from "../../formula";

/** A public IPv4 address, charged whether or not it is in use. */
export const eip: Formula = () => [
  {
    item: "public IPv4 address",
    priceKey: "vpc.publicIpv4",
    quantity: constant(HOURS_PER_MONTH),
    basis: "fixed",
    assumption: null,
  },
];
