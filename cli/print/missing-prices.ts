import { addPrices, noPriceFor } from "../../models/cost/unpriced";
import { paragraph, type Block } from "./document";

/** Why there are no totals, and what to do; nothing where every price is known. */
export const missingPricesBlocks = (region: string, priceKeys: readonly string[]): readonly Block[] =>
  priceKeys.length === 0
    ? []
    : [paragraph(`Money is not known: ${noPriceFor(priceKeys, region)}. ${addPrices(region)}.`)];
