import type { BillRow } from "../../models/cost/bill/bill";
import { COST_COMPONENTS, InputError } from "../../tiers";

/** Tag by which a bill has to be grouped. */
export const COST_TAG = "cost-component";

/** The cost line that a tag's value names. */
export const componentOf = (tag: string): BillRow["component"] =>
  COST_COMPONENTS.find((component) => component === tag) ?? null;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Milliseconds of a date such as `2026-10-31`; undefined when there is no such day. */
export function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || dateOf(time) !== text ? undefined : time;
}

export const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);

export const daysBetween = (start: number, end: number): number => Math.round((end - start) / DAY_MS);

/** @throws InputError when no row carries the tag */
export function refuseUntagged(file: string, rows: readonly BillRow[]): void {
  if (rows.some(({ component }) => component !== null)) return;
  throw new InputError(
    `The bill ${file} has no cost of any cost line: in its groups the tag ${COST_TAG} has none of the values ${COST_COMPONENTS.join(", ")}. A tag counts from the day on which it was activated as a cost-allocation tag; see docs/reconcile.md.`,
  );
}

/** @throws InputError always: says how to group a bill */
export function refuseGrouping(file: string, found: string): never {
  throw new InputError(
    `The bill ${file} is grouped by ${found}, not by the tag ${COST_TAG}. In Cost Explorer choose Group by: Tag, ${COST_TAG}; with the CLI add --group-by Type=TAG,Key=${COST_TAG}.`,
  );
}
