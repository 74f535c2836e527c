import { fieldValue, tierFields } from "./fields";
import type { TierSpec } from "./schema";

/** A value of a tier by its dotted path, such as `qdrant.volumeGiB`. */
export interface FieldSetting {
  readonly field: string;
  readonly value: number | string | boolean;
}

/** One that is a number. */
export interface FieldValue extends FieldSetting {
  readonly value: number;
}

/**
 * The sizes that a step down has to keep, because no `up` makes them smaller: those of `from` that `to` falls short of,
 * in the order of the schema.
 */
export function keptSizes(from: TierSpec, to: TierSpec): readonly FieldValue[] {
  return tierFields
    .filter(({ grows }) => grows === "only")
    .flatMap(({ path }) => {
      const [value, next] = [fieldValue(from, path), fieldValue(to, path)];
      return typeof value === "number" && typeof next === "number" && next < value
        ? [{ field: path, value }]
        : [];
    });
}

/** The same as overrides of a stack, in the tier's own structure. */
export function asOverrides(
  fields: readonly FieldSetting[],
): Record<string, Record<string, FieldSetting["value"]>> {
  const groups: Record<string, Record<string, FieldSetting["value"]>> = {};
  for (const { field, value } of fields) {
    const [group = "", key = ""] = field.split(".");
    groups[group] = { ...groups[group], [key]: value };
  }
  return groups;
}
