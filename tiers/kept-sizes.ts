import { appNodeCountMin } from "./app-nodes";
import { directionOf, fieldValue, tierFields, withValues, type TierField } from "./fields";
import type { TierSpec } from "./schema";

/** A value of a tier by its dotted path, such as `qdrant.volumeGiB`. */
export interface FieldSetting {
  readonly field: string;
  readonly value: number | string | boolean;
}

/** One that is compared: a number, or one of words that are listed from the least, such as versions. */
export interface FieldValue extends FieldSetting {
  readonly value: number | string;
}

/** A word by its place among those of its field, so that it is compared as an amount is. */
const comparable = ({ jsonSchema }: TierField, value: unknown): unknown =>
  typeof value === "string" ? (jsonSchema["enum"] as readonly unknown[]).indexOf(value) : value;

/** Sizes of `from` that `to` falls short of and that no `up` makes smaller, in the order of the schema. */
const unshrinkable = (from: TierSpec, to: TierSpec): readonly FieldValue[] =>
  tierFields
    .filter(({ grows }) => grows === "only")
    .flatMap((field) => {
      const [value, next] = [fieldValue(from, field.path), fieldValue(to, field.path)];
      return directionOf(comparable(field, value), comparable(field, next)) === "falling"
        ? // No field that only grows is a switch or a list.
          [{ field: field.path, value: value as FieldValue["value"] }]
        : [];
    });

const NODES = "cluster.appNodeCountMax";

/**
 * The nodes that a step down needs for what it keeps: peers of Qdrant that share the app pool want a node each. Overrides hold at
 * both ends of a step, so the tier that is left counts as well.
 */
function nodesFor(from: TierSpec, to: TierSpec, kept: readonly FieldValue[]): FieldValue[] {
  const at = (tier: TierSpec): TierSpec =>
    withValues(
      tier,
      kept.map(({ field, value }) => [field, value]),
    );
  const least = appNodeCountMin(at(to)) ?? 0;
  return least <= to.cluster.appNodeCountMax
    ? []
    : [{ field: NODES, value: Math.max(least, appNodeCountMin(at(from)) ?? 0) }];
}

/**
 * The sizes that a step down has to keep, because no `up` makes them smaller, after the nodes that the smaller tier then needs: in
 * the order of the schema.
 */
export function keptSizes(from: TierSpec, to: TierSpec): readonly FieldValue[] {
  const kept = unshrinkable(from, to);
  return kept.length === 0 ? [] : [...nodesFor(from, to, kept), ...kept];
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
