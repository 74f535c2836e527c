import type { Bill } from "../../models/cost/bill/bill";
import { billOfCsv } from "./bill-csv";
import { billOfJson } from "./bill-json";
import { readText } from "./read-text";

/**
 * A bill as Cost Explorer exports it: its CSV download, or what `aws ce get-cost-and-usage` prints.
 * @throws InputError with the line
 */
export function readBill(file: string): Bill {
  const text = readText(file, "the bill");
  return text.trimStart().startsWith("{") ? billOfJson(file, text) : billOfCsv(file, text);
}
