import { CsvError, parse } from "csv-parse/sync";
import { InputError, show } from "../../tiers";

/** A row below the head. */
export interface CsvRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvForm {
  /** What the head must be, such as `date,users`; capital letters do not matter. */
  readonly head: string;
  /** What to write, for the message: `Write a day a line, such as 2026-11-30,512.` */
  readonly advice: string;
  readonly rowsMax: number;
  /** What to give instead of more rows. */
  readonly insteadOfMore: string;
}

/** @throws InputError with the line when rows cannot be told apart */
function records(title: string, text: string, rowsMax: number): CsvRow[] {
  try {
    const found = parse(text, {
      info: true,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      // The head, and one that is too many: the rest of a million rows is not read.
      to: rowsMax + 2,
    }) as unknown as { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return found.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(
      `${title}, line ${Number(error["lines"])}: not comma-separated values: ${error.message}.`,
    );
  }
}

const otherSeparator = (cells: readonly string[]): string | undefined =>
  [";", "\t", "|"].find((separator) => cells.length === 1 && cells[0]?.includes(separator) === true);

/**
 * Rows of comma-separated values below a head.
 * @param title how a message begins: `The history users.csv`
 * @throws InputError with the line: another head or separator, no rows, too many of them
 */
export function csvRows(title: string, text: string, form: CsvForm): CsvRow[] {
  const [first, ...rows] = records(title, text, form.rowsMax);
  const given = first?.cells ?? [];
  if (given.join(",").toLowerCase() !== form.head) {
    const separator = otherSeparator(given);
    const why =
      separator === undefined
        ? `${show(given.join(","))} instead of the head ${form.head}`
        : `its cells are separated by ${show(separator)}; separate them by commas`;
    throw new InputError(`${title}, line ${first?.line ?? 1}: ${why}. ${form.advice}`);
  }
  const tooMany = rows[form.rowsMax];
  if (tooMany !== undefined)
    throw new InputError(
      `${title}, line ${tooMany.line}: more than ${form.rowsMax.toLocaleString("en-US")} rows. ${form.insteadOfMore}`,
    );
  if (rows.length === 0) throw new InputError(`${title} has no rows below its head. ${form.advice}`);
  return rows;
}
