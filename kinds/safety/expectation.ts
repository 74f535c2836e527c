import { listOf } from "../../models/manifest/values";

/** What a value must be like. */
export interface Expectation {
  readonly holds: (value: unknown) => boolean;
  /** As a message says it, such as `true` or `7 or more`. */
  readonly allowed: string;
  /** It only asks whether there is a value, which a preview knows before the value itself. */
  readonly presence?: true;
}

const shown = (value: unknown): string => JSON.stringify(value);

/** One of the values. */
export const is = (...allowed: readonly unknown[]): Expectation => ({
  holds: (value) => allowed.includes(value),
  allowed: allowed.map(shown).join(" or "),
});

/** Any value but none. */
export const given: Expectation = {
  holds: (value) => value !== undefined && value !== null && value !== "",
  allowed: "a value",
  presence: true,
};

/** A whole or broken number, also one that is written as text, as parameters are. */
const numberOf = (value: unknown): number => (value === "" || value === null ? NaN : Number(value));

export const atLeast = (minimum: number): Expectation => ({
  holds: (value) => numberOf(value) >= minimum,
  allowed: `${minimum} or more`,
});

/** With both ends. */
export const within = (minimum: number, maximum: number): Expectation => ({
  holds: (value) => numberOf(value) >= minimum && numberOf(value) <= maximum,
  allowed: `${minimum} to ${maximum}`,
});

/** A list with all of these, in any order. */
export const including = (...items: readonly unknown[]): Expectation => ({
  holds: (value) => items.every((item) => listOf(value).includes(item)),
  allowed: `a list with ${items.map(shown).join(" and ")}`,
});

/** A list of nothing but these, and of at least one. */
export const only = (...items: readonly unknown[]): Expectation => ({
  holds: (value) => listOf(value).length > 0 && listOf(value).every((item) => items.includes(item)),
  allowed: `nothing but ${items.map(shown).join(" and ")}`,
});

export const someOf = (minimum: number): Expectation => ({
  holds: (value) => listOf(value).length >= minimum,
  allowed: minimum === 1 ? "a list that is not empty" : `a list of ${minimum} or more`,
});

/** @param allowed as a message says it */
export const like = (pattern: RegExp, allowed: string): Expectation => ({
  holds: (value) => typeof value === "string" && pattern.test(value),
  allowed,
});

export const not = (...refused: readonly unknown[]): Expectation => ({
  holds: (value) => !refused.includes(value),
  allowed: `anything but ${refused.map(shown).join(" and ")}`,
});
