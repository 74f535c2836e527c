import type { PolicyResource, Problem } from "./rule";

/** The value under a path of keys, or undefined. */
export function read(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );
}

/** The items of a list; of anything else, none. */
export const items = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : [];

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A value as a message shows it. */
export const shown = (value: unknown): string => (value === undefined ? "not set" : JSON.stringify(value));

/** A check that one input has one of the values that are allowed. */
export const inputIs =
  (path: string, ...allowed: readonly unknown[]) =>
  ({ inputs }: PolicyResource): Problem[] => {
    const value = read(inputs, ...path.split("."));
    return allowed.includes(value)
      ? []
      : [{ wrong: `${path} is ${shown(value)}`, allowed: allowed.map(shown).join(" or ") }];
  };

/** A check that one input is a number of at least so much. */
export const inputAtLeast =
  (path: string, minimum: number) =>
  ({ inputs }: PolicyResource): Problem[] => {
    const value = read(inputs, ...path.split("."));
    return typeof value === "number" && value >= minimum
      ? []
      : [{ wrong: `${path} is ${shown(value)}`, allowed: `${minimum} or more` }];
  };

/** A check that one input names something. */
export const inputIsSet =
  (path: string) =>
  ({ inputs }: PolicyResource): Problem[] => {
    const value = read(inputs, ...path.split("."));
    return typeof value === "string" && value !== ""
      ? []
      : [{ wrong: `${path} is ${shown(value)}`, allowed: "a value" }];
  };
