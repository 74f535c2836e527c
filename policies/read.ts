import { at, isNamed } from "../models/manifest/values";
import type { PolicyResource, Problem } from "./rule";

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

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

/** A check that one input names something. */
export const inputIsSet =
  (path: string) =>
  ({ inputs }: PolicyResource): Problem[] =>
    isNamed(inputs, path) ? [] : [{ wrong: `${path} is ${shown(at(inputs, path))}`, allowed: "a value" }];
