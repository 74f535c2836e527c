export type Values = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Values =>
  value !== null && typeof value === "object" && !Array.isArray(value);

export const recordOf = (value: unknown): Values => (isRecord(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** The value at a path of names, such as `spec.resources.requests.storage`; undefined when there is none. */
export function at(values: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => recordOf(inner)[key], values);
}

export const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;

/**
 * Whether an input names something. What the engine does not know yet is something: its place holder is seen here,
 * since a descriptor is read past the guard that refuses to show it.
 */
export function isNamed(values: unknown, path: string): boolean {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const holder = keys.length === 0 ? values : at(values, keys.join("."));
  const value: unknown = Object.getOwnPropertyDescriptor(recordOf(holder), last)?.value;
  return typeof value === "string" && value !== "";
}
