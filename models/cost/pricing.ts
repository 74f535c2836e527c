import { dataPricing } from "./formulas/data/table";
import { edgePricing } from "./formulas/edge/table";
import { operationsPricing } from "./formulas/operations/table";
import { nodesPricing } from "./nodes/table";
import type { PricingTable } from "./pricing-table";

const TABLES: readonly PricingTable[] = [dataPricing, edgePricing, operationsPricing, nodesPricing];

/** Every resource type the model can judge. A type stands in one table only; a test says so. */
export const PRICING: PricingTable = {
  formulas: Object.assign({}, ...TABLES.map(({ formulas }) => formulas)) as PricingTable["formulas"],
  free: Object.assign({}, ...TABLES.map(({ free }) => free)) as PricingTable["free"],
};

export const PRICING_TABLES = TABLES;
