import type { PricingTable } from "../pricing-table";
import { nodePool } from "./node-pool";
import { NODE_POOL_TYPE } from "./pool";

export const nodesPricing: PricingTable = { formulas: { [NODE_POOL_TYPE]: nodePool }, free: {} };
