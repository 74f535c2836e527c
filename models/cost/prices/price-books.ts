import { InputError, problemsOf, refusal } from "../../../tiers";
import { recordOf, textOr } from "../../manifest/values";
import { priceBookSchema, type PriceBook } from "./price-book";
import { BOOKS } from "./books";

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

/**
 * The price book of a region.
 * @throws InputError when there is none
 */
export function priceBookFor(region: string): PriceBook {
  const books = allBooks();
  const found = books.find((book) => book.region === region);
  if (found === undefined)
    throw new InputError(
      `There is no price book for ${region}. There is one for: ${books.map((book) => book.region).join(", ")}. Make it with your AWS credentials: ./scale prices refresh --region ${region}`,
    );
  return found;
}
