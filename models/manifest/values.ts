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
