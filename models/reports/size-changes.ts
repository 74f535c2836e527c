import { fieldValue, tierFields, type ChangeClass, type TierSpec } from "../../tiers";

/** A size that differs between two tiers. */
export interface SizeChange {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly change: ChangeClass;
  readonly unit: string;
}

const NOT_A_SIZE = /^(name|users|comfortableUsers|monthlyBudgetUsd|budgetLinesUsd\..*)$/;

/** The sizes in which two tiers differ, in the order of the schema. */
export function sizeChanges(from: TierSpec, to: TierSpec): SizeChange[] {
  return tierFields
    .filter(({ path }) => !NOT_A_SIZE.test(path))
    .map(({ path, change, unit }) => ({
      path,
      from: fieldValue(from, path),
      to: fieldValue(to, path),
      change,
      unit,
    }))
    .filter(({ from: before, to: after }) => JSON.stringify(before) !== JSON.stringify(after));
}
