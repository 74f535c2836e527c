import { KINDS } from "../../kinds";
import type { PricingTable } from "./pricing-table";

/** Every resource type that the catalogue of kinds can price, or says to be free. */
export const PRICING: PricingTable = {
  formulas: Object.fromEntries(
    KINDS.flatMap(({ type, price }) => ("formula" in price ? [[type, price.formula]] : [])),
  ),
  free: Object.fromEntries(
    KINDS.flatMap(({ type, price }) => {
      const reason = "free" in price ? price.free : price.otherwiseFree;
      return reason === undefined ? [] : [[type, reason]];
    }),
  ),
};
