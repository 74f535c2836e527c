import type { PriceChange, Refreshed } from "../../models/cost/prices/refresh";
import { paragraph, table, when, type Document } from "../print/document";
import { plural } from "../print/figures";

const usd = (amount: number | null): string => (amount === null ? "–" : `$${amount}`);

function change({ priceKey, before, after }: PriceChange): string[] {
  const percent =
    before === null || after === null || before === 0
      ? ""
      : `${after > before ? "+" : ""}${(((after - before) / before) * 100).toFixed(1)} %`;
  return [priceKey, usd(before), usd(after), percent];
}

/** A price book beside what the API answers now. */
export const pricesDocument = (
  { book, changes, confirmed, kept }: Refreshed,
  isWritten: boolean,
): Document => ({
  title: `Prices of ${book.region} by the AWS Price List API`,
  blocks: [
    paragraph(
      `${plural(changes.length, "change")}, ${plural(confirmed.length, "price")} confirmed, ${kept.length} kept: the API is not asked for those.`,
    ),
    ...when(changes.length > 0, table(["price", ">book", ">API", ">change"], changes.map(change))),
    paragraph(
      isWritten
        ? `Written: models/cost/prices/${book.region}.json`
        : "Nothing was written. To write it, add --write.",
    ),
  ],
});
