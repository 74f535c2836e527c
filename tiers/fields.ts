import { z } from "zod";
import { fieldRegistry, type FieldMeta } from "./field";
import { tierSchema, type TierSpec } from "./schema";

/** One leaf of the tier schema. */
export interface TierField extends FieldMeta {
  /** Dotted path, such as `postgres.instanceClass`. */
  readonly path: string;
  /** JSON Schema of the value: its type and bounds. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
}

function metaOf(schema: z.core.$ZodType): FieldMeta | undefined {
  const own = fieldRegistry.get(schema);
  return own ?? (schema instanceof z.ZodNullable ? metaOf(schema.unwrap()) : undefined);
}

function leaves(schema: z.core.$ZodType, path: readonly string[]): TierField[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, inner]) =>
      leaves(inner, [...path, key]),
    );
  const meta = metaOf(schema);
  if (meta === undefined)
    throw new Error(`The tier field ${path.join(".")} has no unit, description and change class.`);
  return [{ path: path.join("."), ...meta, jsonSchema: z.toJSONSchema(schema) }];
}

/** Every field of a tier, in the order of the schema. */
export const tierFields: readonly TierField[] = leaves(tierSchema, []);

/** Value of a field, by its dotted path. */
export function fieldValue(tier: TierSpec, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], tier);
}

type Fields = Readonly<Record<string, unknown>>;

function withValueAt(fields: Fields, [key = "", ...rest]: readonly string[], value: unknown): Fields {
  return { ...fields, [key]: rest.length === 0 ? value : withValueAt(fields[key] as Fields, rest, value) };
}

/** A tier with other values of fields, by their dotted paths. Combinations are not judged. */
export function withValues(
  tier: TierSpec,
  values: readonly (readonly [path: string, value: unknown])[],
): TierSpec {
  return values.reduce<Fields>(
    (fields, [path, value]) => withValueAt(fields, path.split("."), value),
    tier,
    // Each value is of the field at its path.
  ) as TierSpec;
}

/** A list rises when it gains an entry, and falls when it only loses some. */
function directionOfList(
  before: readonly unknown[],
  after: readonly unknown[],
): "falling" | "rising" | undefined {
  if (after.some((entry) => !before.includes(entry))) return "rising";
  return before.some((entry) => !after.includes(entry)) ? "falling" : undefined;
}

/**
 * Which way a value goes: numbers, amounts, switches and lists are compared; `undefined` where it stays, where the field is not
 * set in one of both, and for words.
 */
export function directionOf(before: unknown, after: unknown): "falling" | "rising" | undefined {
  if (Array.isArray(before) && Array.isArray(after)) return directionOfList(before, after);
  const [from, to] = [before, after].map((value) => (typeof value === "boolean" ? Number(value) : value));
  if (typeof from !== "number" || typeof to !== "number" || from === to) return undefined;
  return to < from ? "falling" : "rising";
}
