import type { PricingTable } from "../../pricing-table";

export const dataPricing: PricingTable = { formulas: {}, free: {} };
