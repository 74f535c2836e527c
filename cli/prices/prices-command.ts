import { Option } from "commander";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { allBooks, referenceBook } from "../../models/cost/prices/price-books";
import type { PriceQuery } from "../../models/cost/prices/price-queries";
import { refreshed } from "../../models/cost/prices/refresh";
import { InputError } from "../../tiers";
import { parseRegion } from "../read/parse-region";
import { writeWhole } from "../run/write-file";
import { askPriceList } from "./price-list";
import { resultOf, type Result } from "../print/result";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { pricesDocument } from "./prices-document";

export interface PricesOptions {
  readonly region: string;
  readonly write?: true;
}

export interface PricesTools {
  readonly ask?: (query: PriceQuery) => Promise<readonly string[]>;
  /** Folder of the price books. */
  readonly folder?: string;
}

const FOLDER = join(__dirname, "../../models/cost/prices");

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

/** `scale prices refresh --region <region>`: what the prices are now, and with --write the region's book. */
export async function pricesRefreshCommand(
  { region, write }: PricesOptions,
  { ask, folder = FOLDER }: PricesTools = {},
): Promise<Result> {
  const own = allBooks().find((book) => book.region === region);
  const result = await refreshed(referenceBook(), own, region, ask ?? askPriceList());
  if (result.changes.length + result.confirmed.length === 0)
    throw new InputError(`The Price List API knows no price of ${region}. Nothing was written.`);
  if (write === true) {
    const file = join(folder, `${region}.json`);
    const isNew = !existsSync(file);
    writeWhole(file, `${JSON.stringify(result.book, null, 2)}\n`);
    if (isNew) nameIn(folder, region, file);
  }
  const isWritten = write === true;
  const { changes, confirmed, kept, missing } = result;
  return resultOf({ schemaVersion: 1, region, written: isWritten, changes, confirmed, kept, missing }, () =>
    pricesDocument(result, isWritten),
  );
}

export const registerPrices: Register = (program, run) => {
  const prices = program.command("prices").description("the price books that costs are worked out from");
  reportCommand(prices, "refresh", "what AWS asks now, and with --write a new price book")
    .addOption(
      new Option("--region <region>", "AWS region of the price book, such as us-east-1")
        .argParser(parseRegion)
        .makeOptionMandatory(),
    )
    .addOption(new Option("--write", "write the new price book too"))
    .action((options: PricesOptions & OutputOptions) => run(options, () => pricesRefreshCommand(options)));
};
