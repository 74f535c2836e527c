import type { PriceChange, Refreshed } from "../../models/cost/prices/refresh";
import { list, paragraph, section, table, when, type Document } from "../print/document";
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
  { book, changes, confirmed, kept, missing }: Refreshed,
  isWritten: boolean,
): Document => ({
  title: `Prices of ${book.region} by the AWS Price List API`,
  blocks: [
    paragraph(
      `${plural(changes.length, "change")}, ${plural(confirmed.length, "price")} confirmed, ${kept.length} kept: the API did not answer for those.`,
    ),
    ...when(changes.length > 0, table(["price", ">book", ">API", ">change"], changes.map(change))),
    ...when(
      missing.length > 0,
      section(
        `${plural(missing.length, "price")} missing: reports that need one say so, and give no total`,
        list(missing),
      ),
    ),
    paragraph(
      isWritten
        ? `Written: models/cost/prices/${book.region}.json`
        : "Nothing was written. To write it, add --write.",
    ),
  ],
});
