import { holdsEverywhere } from "./everywhere";
import { readAnswer, refusedAnswer } from "./price-answer";
import { priceBookSchema, type Price, type PriceBook } from "./price-book";
import { queryOf, type PriceQuery } from "./price-queries";

/** One price before and after; null where there was or is none. */
export interface PriceChange {
  readonly priceKey: string;
  readonly before: number | null;
  readonly after: number | null;
}

export interface Refreshed {
  readonly book: PriceBook;
  readonly changes: readonly PriceChange[];
  /** Keys that were read and cost what they did. */
  readonly confirmed: readonly string[];
  /** Keys that the API did not answer, which keep the price that the region's book had. */
  readonly kept: readonly string[];
  /** Keys that the API did not answer, and that the region has no price for. */
  readonly missing: readonly string[];
}

const SURCHARGE = "eks.autoMode.surchargeFraction";
const AUTO_MODE = /^eks\.autoMode\.([a-z]\d+g\.\w+)$/;

/** The Auto Mode fee of a book that has worked it out as a share of an instance's price; undefined for any other price. */
function autoModeFee(
  priceKey: string,
  own: Price | undefined,
  prices: Readonly<Record<string, Price>>,
): Price | undefined {
  const instanceKey = `ec2.${AUTO_MODE.exec(priceKey)?.[1] ?? ""}`;
  const instance = prices[instanceKey];
  const fraction = prices[SURCHARGE]?.usd;
  if (own?.derived === undefined || instance === undefined || fraction === undefined) return undefined;
  return {
    usd: Number((instance.usd * fraction).toFixed(10)),
    unit: own.unit,
    source: `${instanceKey} and ${SURCHARGE}`,
    asOf: instance.asOf,
    confidence: own.confidence,
    derived: `${Number((fraction * 100).toFixed(4))} % of ${instanceKey}`,
  };
}

/** Instances come last in the alphabet of their fees. */
const feesLast = (a: string, b: string): number => Number(AUTO_MODE.test(a)) - Number(AUTO_MODE.test(b));

const newest = (prices: Readonly<Record<string, Price>>): string =>
  Object.values(prices).reduce(
    (latest, { asOf }) => (asOf.length === 10 && asOf > latest ? asOf : latest),
    "2000-01-01",
  );

/**
 * A book of a region, read from the Price List API where that answers. No price of another region comes into it.
 * @param pattern the book that has every key
 * @param own the region's book so far
 * @param ask every product that matches, as the JSON texts of the API
 * @throws InputError when an answer is malformed, or is missing for an instance that the region's book has
 */
export async function refreshed(
  pattern: PriceBook,
  own: PriceBook | undefined,
  region: string,
  ask: (query: PriceQuery) => Promise<readonly string[]>,
): Promise<Refreshed> {
  const before = own?.prices ?? {};
  const prices: Record<string, Price> = {};
  const changes: PriceChange[] = [];
  const [confirmed, kept, missing]: [string[], string[], string[]] = [[], [], []];
  const asked = Object.entries({ ...pattern.prices, ...before }).filter(
    ([key, price]) => key in before || !(key === SURCHARGE || holdsEverywhere(key, price)),
  );
  for (const [priceKey, { unit }] of asked.sort(([a], [b]) => feesLast(a, b))) {
    const old = before[priceKey];
    const query = queryOf(priceKey, region);
    const answer = query === undefined ? undefined : readAnswer(query, await ask(query));
    if (query !== undefined && answer === undefined && old !== undefined && query.usageTypes.length === 0)
      throw refusedAnswer(query, "with no product");
    const price: Price | undefined =
      answer === undefined || query === undefined
        ? (autoModeFee(priceKey, old, prices) ?? old)
        : {
            usd: answer.usd,
            unit,
            source: `AWS Price List API, ${query.serviceCode}, ${region}`,
            asOf: answer.asOf,
            confidence: "high",
          };
    if (price !== undefined) prices[priceKey] = price;
    if (price === undefined) missing.push(priceKey);
    else if (price.usd !== old?.usd) changes.push({ priceKey, before: old?.usd ?? null, after: price.usd });
    else (answer === undefined ? kept : confirmed).push(priceKey);
  }
  const sorted = Object.fromEntries(Object.entries(prices).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    book: priceBookSchema.parse({ ...pattern, region, asOf: newest(prices), prices: sorted }),
    changes,
    confirmed,
    kept,
    missing,
  };
}
