import { KINDS } from "../../../kinds";
import { USAGE_SEARCHES } from "./usage-searches";

/** How the AWS Price List API is asked for one price, and which of its answers are meant. */
export interface PriceQuery {
  readonly priceKey: string;
  readonly serviceCode: string;
  /** Attributes of the product, all of which must match. */
  readonly filters: Readonly<Record<string, string>>;
  /** Attributes of which one of several values must match. */
  readonly oneOf: Readonly<Record<string, readonly string[]>>;
  /** Usage types without their region; empty where the filters find nothing else. */
  readonly usageTypes: readonly string[];
  /** Unit of the answer, as the API writes it. */
  readonly unit: string;
  /** How many of these the book's unit is. */
  readonly per: number;
  /** Where the step of the price begins; undefined for a price without steps. */
  readonly beginsAt: number | undefined;
}

/** The query for a price; undefined for one that the API is not asked for. */
export function queryOf(priceKey: string, region: string): PriceQuery | undefined {
  const searches = KINDS.flatMap(({ price }) => ("searches" in price ? price.searches : []));
  for (const search of [...searches, ...USAGE_SEARCHES]) {
    const name = search.keys.exec(priceKey)?.[1];
    if (name === undefined) continue;
    const { serviceCode, unit, filters, usageTypes, oneOf = {}, per = 1, beginsAt } = search;
    return {
      priceKey,
      serviceCode,
      unit,
      filters: { ...filters(name), [search.regionAttribute ?? "regionCode"]: region },
      oneOf,
      usageTypes: usageTypes?.(name) ?? [],
      per,
      beginsAt,
    };
  }
  return undefined;
}
