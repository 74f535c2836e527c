import type { PricingTable } from "../../pricing-table";

export const edgePricing: PricingTable = { formulas: {}, free: {} };
