import { z } from "zod";
import { fieldRegistry, tierSchema, type FieldMeta } from "../../tiers";

/** One value of the tier schema that is not made of others. */
export interface TierField {
  /** Dotted path. */
  readonly path: string;
  readonly meta: FieldMeta | undefined;
}

/** Every field of the tier schema, in its order. */
export function tierFields(schema: z.core.$ZodType = tierSchema, path: readonly string[] = []): TierField[] {
  if (schema instanceof z.ZodNullable) return tierFields(schema.unwrap(), path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, child]) =>
      tierFields(child, [...path, key]),
    );
  return [{ path: path.join("."), meta: fieldRegistry.get(schema) }];
}

/** The value at a dotted path. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

/** A copy with the value at a dotted path set otherwise; `undefined` takes the key away. */
export function withValue(value: unknown, path: string, replacement: unknown): unknown {
  const [key, ...rest] = path.split(".");
  const fields = value as Record<string, unknown>;
  if (key === undefined) return value;
  if (rest.length > 0) return { ...fields, [key]: withValue(fields[key], rest.join("."), replacement) };
  const { [key]: _replaced, ...others } = fields;
  return replacement === undefined ? others : { ...fields, [key]: replacement };
}
