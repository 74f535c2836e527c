import type { PricingTable } from "../../pricing-table";

export const operationsPricing: PricingTable = { formulas: {}, free: {} };
