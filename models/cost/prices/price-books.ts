import { InputError } from "../../../tiers";
import { priceBookSchema, type PriceBook } from "./price-book";
import { BOOKS } from "./books";

let checked: readonly PriceBook[] | undefined;

/** Every price book there is, checked. */
export function allBooks(): readonly PriceBook[] {
  return (checked ??= BOOKS.map((book) => priceBookSchema.parse(book)));
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
