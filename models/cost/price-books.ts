import { InputError } from "../../tiers";
import { priceBookSchema, type PriceBook } from "./price-book";
import usEast1 from "./prices/us-east-1.json";

const BOOKS: readonly unknown[] = [usEast1];

let checked: readonly PriceBook[] | undefined;

/**
 * The price book of a region.
 * @throws InputError when there is none
 */
export function priceBookFor(region: string): PriceBook {
  checked ??= BOOKS.map((book) => priceBookSchema.parse(book));
  const found = checked.find((book) => book.region === region);
  if (found === undefined)
    throw new InputError(
      `There is no price book for ${region}. There is one for: ${checked.map((book) => book.region).join(", ")}. Make it with your AWS credentials: npm run --silent scale -- prices refresh --region ${region}`,
    );
  return found;
}
