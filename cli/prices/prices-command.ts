import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { allBooks } from "../../models/cost/prices/price-books";
import type { PriceQuery } from "../../models/cost/prices/price-queries";
import { refreshed, type PriceChange, type Refreshed } from "../../models/cost/prices/refresh";
import { InputError, show } from "../../tiers";
import { writeWhole } from "../run/deliver";
import { askPriceList } from "./price-list";
import type { Result, Style } from "../print/style";
import { plural, table } from "../print/table";

export interface PricesOptions {
  readonly region?: string;
  readonly write?: true;
}

export interface PricesTools {
  readonly ask?: (query: PriceQuery) => Promise<readonly string[]>;
  /** Folder of the price books. */
  readonly folder?: string;
}

const FOLDER = join(__dirname, "../../models/cost/prices");
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

const camel = (region: string): string =>
  region.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The module that names every book there is. */
function index(folder: string, region: string): string {
  const names = new Set(
    readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : [])),
  );
  const regions = [...names.add(region)].sort();
  return [
    "// Written anew by `scale prices refresh --write`.",
    ...regions.map((name) => `import ${camel(name)} from "./${name}.json";`),
    "",
    `export const BOOKS: readonly unknown[] = [${regions.map(camel).join(", ")}];`,
    "",
  ].join("\n");
}

/** Names a new book in the list of books; a book that cannot be named is not left behind. */
function nameIn(folder: string, region: string, file: string): void {
  try {
    writeWhole(join(folder, "books.ts"), index(folder, region));
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

const usd = (amount: number | null): string => (amount === null ? "–" : `$${amount}`);

function change({ priceKey, before, after }: PriceChange): string[] {
  const percent =
    before === null || after === null || before === 0
      ? ""
      : `${after > before ? "+" : ""}${(((after - before) / before) * 100).toFixed(1)} %`;
  return [priceKey, usd(before), usd(after), percent];
}

function text({ book, changes, confirmed, kept }: Refreshed, written: boolean, { strong }: Style): string {
  return [
    strong(`Prices of ${book.region} by the AWS Price List API`),
    `${plural(changes.length, "change")}, ${plural(confirmed.length, "price")} confirmed, ${kept.length} kept: the API is not asked for those.`,
    "",
    ...(changes.length === 0
      ? []
      : [
          table(changes.map(change), ["left", "right", "right", "right"], ["price", "book", "API", "change"]),
          "",
        ]),
    written
      ? `Written: models/cost/prices/${book.region}.json`
      : "Nothing was written. To write it, add --write.",
    "",
  ].join("\n");
}

/** `scale prices refresh --region <region>`: what the prices are now, and with --write the region's book. */
export async function pricesRefreshCommand(
  options: PricesOptions,
  { ask, folder = FOLDER }: PricesTools = {},
): Promise<Result> {
  const { region } = options;
  if (region === undefined)
    throw new InputError("Give the region with --region <region>, such as us-east-1.");
  if (!REGION.test(region))
    throw new InputError(`There is no region ${show(region)}. Give one such as us-east-1 or eu-west-1.`);
  const books = allBooks();
  const pattern = books.find((book) => book.region === region) ?? books[0];
  if (pattern === undefined) throw new Error("There is no price book at all.");
  const result = await refreshed(pattern, region, ask ?? askPriceList());
  if (Object.keys(result.book.prices).every((key) => result.kept.includes(key)))
    throw new InputError(`The Price List API knows no price of ${region}. Nothing was written.`);
  if (options.write === true) {
    const file = join(folder, `${region}.json`);
    const isNew = !existsSync(file);
    writeWhole(file, `${JSON.stringify(result.book, null, 2)}\n`);
    if (isNew) nameIn(folder, region, file);
  }
  const { changes, confirmed, kept } = result;
  return {
    json: { schemaVersion: 1, region, written: options.write === true, changes, confirmed, kept },
    text: (style) => text(result, options.write === true, style),
  };
}
