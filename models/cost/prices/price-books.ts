import { problemsOf, refusal } from "../../../tiers";
import { recordOf, textOr } from "../../manifest/values";
import { BOOKS } from "./books";
import { pricesEverywhere } from "./everywhere";
import { priceBookSchema, type PriceBook, type Prices } from "./price-book";

/** The region of the book that has every price there is a formula for. */
export const REFERENCE_REGION = "us-east-1";

let checked: readonly PriceBook[] | undefined;

/**
 * A price book, checked: somebody may have edited its file.
 * @throws InputError listing every problem
 */
export function parsePriceBook(book: unknown): PriceBook {
  const result = priceBookSchema.safeParse(book);
  if (result.success) return result.data;
  const region = textOr(recordOf(book)["region"], "<region>");
  throw refusal(
    `The price book models/cost/prices/${region}.json`,
    problemsOf(priceBookSchema, book, result.error.issues),
  );
}

/** Every price book there is. @throws InputError */
export function allBooks(): readonly PriceBook[] {
  return (checked ??= BOOKS.map(parsePriceBook));
}

/** The book that has every price there is a formula for: pattern of all others, and never a stand-in for one. */
export function referenceBook(): PriceBook {
  const found = allBooks().find(({ region }) => region === REFERENCE_REGION);
  if (found === undefined) throw new Error(`There is no price book of ${REFERENCE_REGION}.`);
  return found;
}

/**
 * What is known of the prices of a region: its own book, and what holds everywhere. In a region without a book that is
 * all; no other region's price stands in for one that is missing.
 * @throws InputError for a book that somebody broke
 */
export function pricesOf(region: string): Prices {
  const own = allBooks().find((book) => book.region === region);
  return {
    region,
    asOf: own?.asOf ?? null,
    prices: { ...pricesEverywhere(referenceBook()), ...own?.prices },
  };
}
