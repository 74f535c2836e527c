import type { Formula } from "../../kinds/pricing/formula";

/** Resource types of one area: priced by a formula, free with the reason, or both where only some of a type are charged for. */
export interface PricingTable {
  readonly formulas: Readonly<Record<string, Formula>>;
  readonly free: Readonly<Record<string, string>>;
}
