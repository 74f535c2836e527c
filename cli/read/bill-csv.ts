import { CsvError, parse, type Info } from "csv-parse/sync";
import type { Bill, BillRow } from "../../models/cost/bill/bill";
import { InputError } from "../../tiers";
import { amountIn } from "./amount";
import {
  COST_TAG,
  componentOf,
  dateOf,
  dayOf,
  daysBetween,
  refuseGrouping,
  refuseUntagged,
} from "./cost-tag";

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

interface ReadRecord {
  readonly record: readonly string[];
  readonly info: Pick<Info, "lines">;
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((breaks, cell) => breaks + cell.split("\n").length - 1, 0);

/**
 * Lines of comma-separated values; a quoted cell may hold commas, doubled quotes and line breaks (RFC 4180).
 * @throws InputError with the line when they cannot be told apart
 */
function linesOf(file: string, text: string): Line[] {
  try {
    const records = parse(text, {
      info: true,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
    });
    // With `info` each record comes with where it ended, which the package's types leave out.
    return (records as unknown as ReadRecord[]).map(({ record, info }) => ({
      number: info.lines - breaksIn(record),
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(
      `The bill ${file}, line ${Number(error["lines"])}: not comma-separated values: ${error.message}. Export it anew; a spreadsheet may have changed it.`,
    );
  }
}

const TOTAL_COLUMN = /^total costs?\b/i;
const UNTAGGED_COLUMN = /^no tag ?key: /i;
const CENT = 0.01;

interface Column {
  readonly index: number;
  readonly tag: string;
}

function columnsOf(file: string, { cells, number }: Line): Column[] {
  const [dimension = ""] = cells;
  if (dimension.trim().toLowerCase() !== COST_TAG) refuseGrouping(file, `"${dimension}"`);
  const repeated = cells.find((cell, place) => place > 0 && cells.indexOf(cell) < place);
  if (repeated !== undefined)
    throw new InputError(
      `The bill ${file}, line ${number}: the column "${repeated}" is there twice. Export it anew; a spreadsheet may have changed it.`,
    );
  return cells.slice(1).flatMap((cell, offset) => {
    const [, name, currency] = /^(.*?) ?\(([^()]*)\)$/.exec(cell.trim()) ?? [];
    if (name === undefined || currency !== "$")
      throw new InputError(
        `The bill ${file}, line ${number}: the column "${cell}" is not in US dollars: a column reads "app($)". Choose costs, not usage, and the currency USD.`,
      );
    if (TOTAL_COLUMN.test(name)) return [];
    return [{ index: offset + 1, tag: UNTAGGED_COLUMN.test(name) ? "" : name }];
  });
}

function amountOf(file: string, { cells, number }: Line, { index, tag }: Column): number {
  const text = cells[index]?.trim() ?? "";
  // Cost Explorer leaves the cell of a day without cost empty.
  const amount = text === "" ? 0 : amountIn(text);
  if (amount !== undefined) return amount;
  throw new InputError(
    `The bill ${file}, line ${number}: "${text}" in the column ${tag === "" ? "without tag" : tag} is not an amount.`,
  );
}

/** Whether each row is a month: all begin on a first, as the rows of a monthly download do. */
const isMonthly = (days: readonly number[]): boolean => days.every((day) => dateOf(day).endsWith("-01"));

function monthAfter(day: number): number {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * Cost Explorer's "Download as CSV": a row of groups, a row of totals, then one row a day or month.
 * @throws InputError with the line
 */
export function billOfCsv(file: string, text: string): Bill {
  const [head, ...body] = linesOf(file, text);
  if (head === undefined) throw new InputError(`The bill ${file} has no lines.`);
  const columns = columnsOf(file, head);
  const short = body.find(({ cells }) => cells.length !== head.cells.length);
  if (short !== undefined)
    throw new InputError(
      `The bill ${file}, line ${short.number}: ${short.cells.length} cells instead of ${head.cells.length}. Export it anew; a spreadsheet may have changed it.`,
    );
  const isTotal = ({ cells }: Line) => /\btotal$/i.test(cells[0]?.trim() ?? "");
  const dated = body
    .filter((line) => !isTotal(line))
    .map((line) => {
      const day = dayOf(line.cells[0]?.trim() ?? "");
      if (day === undefined)
        throw new InputError(
          `The bill ${file}, line ${line.number}: "${line.cells[0] ?? ""}" is not a date such as 2026-10-31.`,
        );
      return { line, day };
    })
    .sort((a, b) => a.day - b.day);
  const [first] = dated;
  const last = dated.at(-1);
  if (first === undefined || last === undefined)
    throw new InputError(
      `The bill ${file} covers no period: below its head there is no row with a date. Choose a period that has costs.`,
    );
  const twice = dated.find(({ day }, index) => dated[index - 1]?.day === day);
  if (twice !== undefined)
    throw new InputError(`The bill ${file}, line ${twice.line.number}: ${dateOf(twice.day)} is there twice.`);
  const rows = columns.map((column): BillRow => ({
    tag: column.tag,
    component: componentOf(column.tag),
    service: null,
    usageType: null,
    usd: dated.reduce((sum, { line }) => sum + amountOf(file, line, column), 0),
    quantity: null,
  }));
  for (const line of body.filter(isTotal))
    columns.forEach((column, index) => {
      const total = amountOf(file, line, column);
      const added = rows[index]?.usd ?? 0;
      if (Math.abs(total - added) > CENT)
        throw new InputError(
          `The bill ${file}, line ${line.number}: the column ${column.tag === "" ? "without tag" : column.tag} says ${total} in total, its rows sum to ${Number(added.toFixed(2))}. The file is not whole: export it anew.`,
        );
    });
  refuseUntagged(file, rows);
  const ends = (day: number): number =>
    isMonthly(dated.map((each) => each.day)) ? monthAfter(day) : day + 24 * 60 * 60 * 1_000;
  return {
    start: dateOf(first.day),
    end: dateOf(ends(last.day)),
    days: dated.reduce((days, { day }) => days + daysBetween(day, ends(day)), 0),
    metric: "UnblendedCost",
    estimated: false,
    rows,
  };
}
