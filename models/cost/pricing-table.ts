import type { Formula } from "../../kinds/pricing/formula";

/** Resource types of one area: priced by a formula, or free with the reason. */
export interface PricingTable {
  readonly formulas: Readonly<Record<string, Formula>>;
  readonly free: Readonly<Record<string, string>>;
}
