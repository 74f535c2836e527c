import { KINDS } from "../../../kinds";

/** How the AWS Price List API is asked for one price. */
export interface PriceQuery {
  readonly priceKey: string;
  readonly serviceCode: string;
  /** Attributes of the product, all of which must match. */
  readonly filters: Readonly<Record<string, string>>;
  /** Unit of the answer, as the API writes it. */
  readonly unit: string;
}

/** The query for a price; undefined for one that the API is not asked for. */
export function queryOf(priceKey: string, region: string): PriceQuery | undefined {
  const searches = KINDS.flatMap(({ price }) => ("searches" in price ? price.searches : []));
  for (const { keys, serviceCode, unit, filters } of searches) {
    const name = keys.exec(priceKey)?.[1];
    if (name !== undefined)
      return { priceKey, serviceCode, unit, filters: { ...filters(name), regionCode: region } };
  }
  return undefined;
}
