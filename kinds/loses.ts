import { changesBetween } from "../models/manifest/changes";

/** Whether an entry of the one list is in the other no more. */
export const loses = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.some((item) => after.every((other) => changesBetween(item, other).length > 0));
