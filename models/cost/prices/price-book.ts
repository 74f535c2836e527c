import { z } from "zod";
import { UnpricedError } from "../../../kinds/pricing/errors";

const priceSchema = z.strictObject({
  usd: z.number().min(0).describe("List price in USD of one unit, on demand; of an allowance its quantity"),
  unit: z.string().min(1).describe("What one costs: hour, GB-month, million-requests"),
  source: z.string().min(1).describe("Where it was read, or what it was worked out from"),
  asOf: z
    .string()
    .regex(/^\d{4}(-\d\d(-\d\d)?)?$/)
    .describe("Date of the source"),
  confidence: z.enum(["high", "medium", "low"]),
  derived: z.string().min(1).optional().describe("How it was worked out; absent when it was read"),
  allowance: z.literal(true).optional().describe("A free quantity instead of a price"),
});

/** Prices of one region. */
export const priceBookSchema = z.strictObject({
  schemaVersion: z.literal(1),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  currency: z.literal("USD"),
  hoursPerMonth: z.literal(730),
  asOf: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .describe("Date of the newest price"),
  prices: z.record(z.string().min(1), priceSchema),
});

export type Price = z.infer<typeof priceSchema>;
export type PriceBook = z.infer<typeof priceBookSchema>;

/** What is known of the prices of one region. */
export interface Prices extends Pick<PriceBook, "region" | "prices"> {
  /** Date of the newest price of its book; null where the region has none. */
  readonly asOf: string | null;
}

/** The price under a key; undefined where there is none. */
export function knownPrice({ prices }: Pick<Prices, "prices">, key: string): Price | undefined {
  const price = Object.hasOwn(prices, key) ? prices[key] : undefined;
  return price?.allowance === true ? undefined : price;
}

/**
 * The price under a key.
 * @param whose resource or item that asks, for the message
 * @throws UnpricedError
 */
export function priceOf(book: Prices, key: string, whose: string): Price {
  const price = knownPrice(book, key);
  if (price === undefined)
    throw new UnpricedError(
      `${whose} has no price: the price book of ${book.region} has no "${key}". Choose a size that is in the book, or add the price with its unit, source and date.`,
    );
  return price;
}

/** A free quantity. @throws UnpricedError */
export function allowanceOf(book: Prices, key: string): number {
  const price = book.prices[key];
  if (price?.allowance !== true)
    throw new UnpricedError(`The price book of ${book.region} has no allowance "${key}".`);
  return price.usd;
}
