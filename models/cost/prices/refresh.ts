import { z } from "zod";
import { InputError } from "../../../tiers";
import { priceBookSchema, type Price, type PriceBook } from "./price-book";
import { queryOf, type PriceQuery } from "./price-queries";

/** The part of a product of the Price List API that is read. */
const productSchema = z.object({
  publicationDate: z.iso.datetime(),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        priceDimensions: z.record(
          z.string(),
          z.object({
            unit: z.string(),
            pricePerUnit: z.object({ USD: z.string().regex(/^\d+(\.\d+)?$/) }),
          }),
        ),
      }),
    ),
  }),
});

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
  /** Keys the API is not asked for: they keep the price of the book that was the pattern. */
  readonly kept: readonly string[];
}

const refused = ({ priceKey }: PriceQuery, why: string): InputError =>
  new InputError(`The Price List API answered for ${priceKey} ${why}. Nothing was written.`);

/**
 * Price and date of the products that match a query.
 * @returns undefined when no product matches
 * @throws InputError when an answer is malformed, in another unit, or names several prices
 */
function readAnswer(
  query: PriceQuery,
  products: readonly string[],
): { usd: number; asOf: string } | undefined {
  const found = products.flatMap((text) => {
    let product: unknown;
    try {
      product = JSON.parse(text);
    } catch (error) {
      throw refused(query, `what is no JSON (${error instanceof Error ? error.message : String(error)})`);
    }
    const checked = productSchema.safeParse(product);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      throw refused(query, `without ${issue?.path.join(".") ?? "a price"} in the expected form`);
    }
    const { publicationDate, terms } = checked.data;
    return Object.values(terms.OnDemand)
      .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
      .map(({ unit, pricePerUnit }) => ({
        unit,
        usd: Number(pricePerUnit.USD),
        asOf: publicationDate.slice(0, 10),
      }));
  });
  const other = found.find(({ unit }) => unit !== query.unit);
  if (other !== undefined) throw refused(query, `in ${other.unit} instead of ${query.unit}`);
  const prices = [...new Set(found.map(({ usd }) => usd))].sort((a, b) => a - b);
  if (prices.length > 1) throw refused(query, `with ${prices.length} prices: ${prices.join(", ")}`);
  if (prices[0] === 0) throw refused(query, "with a price of $0, which none of these products has");
  return found[0];
}

const SURCHARGE = "eks.autoMode.surchargeFraction";
const AUTO_MODE = /^eks\.autoMode\.([a-z]\d+g\.\w+)$/;

/**
 * The Auto Mode fees that are a share of an instance's price, worked out from the prices just read.
 * @returns by key; null for an instance that the region does not sell
 */
function autoModeFees(pattern: PriceBook, prices: Readonly<Record<string, Price>>, isOwn: boolean) {
  const fees = new Map<string, Price | null>();
  const fraction = prices[SURCHARGE]?.usd;
  for (const [priceKey, price] of Object.entries(pattern.prices)) {
    const instanceType = AUTO_MODE.exec(priceKey)?.[1];
    if (instanceType === undefined || fraction === undefined) continue;
    // A fee that was read in this region stands until it is read again.
    if (isOwn && price.derived === undefined) continue;
    const instanceKey = `ec2.${instanceType}`;
    const instance = prices[instanceKey];
    fees.set(
      priceKey,
      instance === undefined
        ? null
        : {
            usd: Number((instance.usd * fraction).toFixed(10)),
            unit: price.unit,
            source: `${instanceKey} and ${SURCHARGE}`,
            asOf: instance.asOf,
            confidence: isOwn ? price.confidence : "low",
            derived: `${Number((fraction * 100).toFixed(4))} % of ${instanceKey}`,
          },
    );
  }
  return fees;
}

/**
 * A book of a region, read from the Price List API where it is asked, and taken from another book elsewhere.
 * @param pattern the region's own book, or another region's when there is none yet
 * @param ask every product that matches, as the JSON texts of the API
 * @throws InputError when an answer is malformed, or is missing for a price the region has already
 */
export async function refreshed(
  pattern: PriceBook,
  region: string,
  ask: (query: PriceQuery) => Promise<readonly string[]>,
): Promise<Refreshed> {
  const isOwn = pattern.region === region;
  const prices: Record<string, Price> = {};
  const changes: PriceChange[] = [];
  const confirmed: string[] = [];
  const kept: string[] = [];
  for (const [priceKey, price] of Object.entries(pattern.prices)) {
    const query = queryOf(priceKey, region);
    if (query === undefined) {
      const derived = `price of ${pattern.region}; the Price List API was not asked`;
      prices[priceKey] = isOwn || price.allowance === true ? price : { ...price, confidence: "low", derived };
      kept.push(priceKey);
      continue;
    }
    const answer = readAnswer(query, await ask(query));
    if (answer === undefined) {
      if (isOwn) throw refused(query, "with no product");
      changes.push({ priceKey, before: price.usd, after: null });
      continue;
    }
    prices[priceKey] = {
      usd: answer.usd,
      unit: price.unit,
      source: `AWS Price List API, ${query.serviceCode}, ${region}`,
      asOf: answer.asOf,
      confidence: "high",
    };
    if (answer.usd === price.usd) confirmed.push(priceKey);
    else changes.push({ priceKey, before: price.usd, after: answer.usd });
  }
  const fees = autoModeFees(pattern, prices, isOwn);
  for (const [priceKey, fee] of fees) {
    const before = pattern.prices[priceKey]?.usd ?? null;
    if (fee !== null) prices[priceKey] = fee;
    if (fee?.usd === before) continue;
    changes.push({ priceKey, before, after: fee?.usd ?? null });
    kept.splice(kept.indexOf(priceKey), 1);
  }
  const sold = Object.fromEntries(Object.entries(prices).filter(([priceKey]) => fees.get(priceKey) !== null));
  const asOf = Object.values(sold).reduce(
    (latest, each) => (each.asOf.length === 10 && each.asOf > latest ? each.asOf : latest),
    "2000-01-01",
  );
  return {
    book: priceBookSchema.parse({ ...pattern, region, asOf, prices: sold }),
    changes,
    confirmed,
    kept,
  };
}
