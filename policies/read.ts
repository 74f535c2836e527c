import { at, recordOf } from "../models/manifest/values";
import type { PolicyResource, Problem } from "./rule";

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Names that secrets go by. */
export const SECRET_NAME = /PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|CREDENTIAL|PRIVATE_?KEY/i;

/** A value as a message shows it. */
export const shown = (value: unknown): string => (value === undefined ? "not set" : JSON.stringify(value));

/** A check that one input has one of the values that are allowed. */
export const inputIs =
  (path: string, ...allowed: readonly unknown[]) =>
  ({ inputs }: PolicyResource): Problem[] => {
    const value = at(inputs, path);
    return allowed.includes(value)
      ? []
      : [{ wrong: `${path} is ${shown(value)}`, allowed: allowed.map(shown).join(" or ") }];
  };

/** A check that one input is a number of at least so much. */
export const inputAtLeast =
  (path: string, minimum: number) =>
  ({ inputs }: PolicyResource): Problem[] => {
    const value = at(inputs, path);
    return typeof value === "number" && value >= minimum
      ? []
      : [{ wrong: `${path} is ${shown(value)}`, allowed: `${minimum} or more` }];
  };

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

/** A check that one input names something. */
export const inputIsSet =
  (path: string) =>
  ({ inputs }: PolicyResource): Problem[] =>
    isNamed(inputs, path) ? [] : [{ wrong: `${path} is ${shown(at(inputs, path))}`, allowed: "a value" }];
