import type { PricingTable } from "../pricing-table";

export const nodesPricing: PricingTable = { formulas: {}, free: {} };
