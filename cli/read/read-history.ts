import { dayOf, isDate } from "../../models/advice/days";
import type { Observation } from "../../models/advice/growth";
import { InputError, show, type Problem } from "../../tiers";
import { csvRows, type CsvRow } from "./csv-rows";
import { readText } from "./read-text";

const FORM = {
  head: "date,users",
  advice: "Write a day a line, such as 2026-11-30,512.",
  // A day a row is enough for 27 years.
  rowsMax: 10_000,
  insteadOfMore: "Give a day or a week a row, of the time that still counts.",
};

/** More of the same kind help nobody. */
const PROBLEMS_MAX = 20;

/** More users than there are people. */
const USERS_MAX = 10_000_000_000;

/** What is wrong with one row; nothing when it can be read. */
function problemsIn({ line, cells }: CsvRow, asOfDay: number, linesByDate: Map<string, number>): Problem[] {
  const path = `line ${line}`;
  const [date = "", users = ""] = cells;
  if (cells.length !== 2)
    return [{ path, given: `${cells.length} cells`, allowed: "a date and a number of users" }];
  const problems: Problem[] = [];
  const earlier = linesByDate.get(date);
  if (!isDate(date)) problems.push({ path, given: show(date), allowed: "a date such as 2026-11-30" });
  else if (dayOf(date) > asOfDay)
    problems.push({ path, given: `${date}, which is to come`, allowed: "days up to --as-of" });
  else if (earlier !== undefined)
    problems.push({ path, given: `${date}, as in line ${earlier}`, allowed: "each date once" });
  else linesByDate.set(date, line);
  if (!/^\d+$/.test(users) || Number(users) > USERS_MAX)
    problems.push({
      path,
      given: users === "" ? "no users" : show(users),
      allowed: "a whole number of users, 0 or more",
    });
  return problems;
}

/**
 * Users over time from a CSV file with the head `date,users`; days may be missing and come in any order.
 * @param asOfDay last day that may be in it
 * @returns observations by rising day
 * @throws InputError listing what is wrong, with lines
 */
export function readHistory(file: string, asOfDay: number): Observation[] {
  const title = `The history ${file}`;
  const rows = csvRows(title, readText(file, "the history"), FORM);
  const linesByDate = new Map<string, number>();
  const problems = rows.flatMap((row) => problemsIn(row, asOfDay, linesByDate));
  if (problems.length > 0) {
    const more = problems.length > PROBLEMS_MAX ? `, the first ${PROBLEMS_MAX} of` : ",";
    throw new InputError(
      `${title} is refused${more} ${problems.length} problem${problems.length === 1 ? "" : "s"}:`,
      problems.slice(0, PROBLEMS_MAX),
    );
  }
  return rows
    .map(({ cells: [date = "", users = ""] }) => ({ day: dayOf(date), users: Number(users) }))
    .sort((a, b) => a.day - b.day);
}
