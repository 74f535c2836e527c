import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { COMBINATION_RULES } from "./combinations";
import { tierSchema, TIER_NAMES, type TierName, type TierSpec } from "./schema";

/** One thing wrong with a value that a person wrote. */
export interface Problem {
  /** Dotted path of the value. */
  readonly path: string;
  /** The value as it was given, ready to print. */
  readonly given: string;
  /** What would be accepted there. */
  readonly allowed: string;
}

/** A person's input was refused; `message` lists every problem. The commands print it and exit with 2. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(
    heading: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(
      [
        heading,
        ...problems.map(({ path, given, allowed }) => `  ${path}: given ${given}; allowed: ${allowed}`),
      ].join("\n"),
    );
  }
}

const MISSPELT_AT_MOST = 3;

/** `, did you mean "x"?` when one of the candidates is close to the word, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  const nearest = closest(word.toLowerCase(), [...candidates]);
  const near = distance(word.toLowerCase(), nearest.toLowerCase());
  return near > 0 && near <= MISSPELT_AT_MOST && near < word.length ? `, did you mean "${nearest}"?` : "";
}

/** Prints a value of any shape on one short line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join(".");

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap())
    : schema;
}

function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(inner.shape);
  const child = inner.shape[String(key)] as z.core.$ZodType | undefined;
  return child === undefined ? [] : keysAt(child, rest);
}

function allowedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(", ");
    case "too_small":
      return `at least ${String(issue.minimum)}${issue.origin === "string" || issue.origin === "array" ? " long" : ""}`;
    case "too_big":
      return `at most ${String(issue.maximum)}${issue.origin === "string" || issue.origin === "array" ? " long" : ""}`;
    case "invalid_type":
      return issue.expected === "int" ? "a whole number" : `a value of type ${issue.expected}`;
    default:
      return issue.message;
  }
}

/** Turns zod's issues into problems; an unknown key becomes one problem each, with the nearest known key. */
export function problemsOf(
  schema: z.core.$ZodType,
  input: unknown,
  issues: readonly z.core.$ZodIssue[],
): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => ({
        path: dotted([...issue.path, key]),
        given: "an unknown key",
        allowed: `${known.join(", ")}${didYouMean(key, known)}`,
      }));
    }
    const value = at(input, issue.path);
    return [{ path: dotted(issue.path) || "(top level)", given: show(value), allowed: allowedBy(issue) }];
  });
}

const touches = (path: string, problem: Problem): boolean =>
  problem.path === path || problem.path.startsWith(`${path}.`) || path.startsWith(`${problem.path}.`);

/**
 * Validates one tier. Every problem is reported at once: those of single fields, and those combinations whose
 * fields are valid by themselves.
 * @throws InputError
 */
export function parseTier(input: unknown, label: string): TierSpec {
  const result = tierSchema.safeParse(input);
  const problems = result.success ? [] : problemsOf(tierSchema, input, result.error.issues);
  const combinations = COMBINATION_RULES.filter(({ paths }) =>
    paths.every((path) => !problems.some((problem) => touches(path, problem))),
  ).flatMap(({ paths, problem }) => {
    const allowed = problem(input as TierSpec);
    return allowed === undefined
      ? []
      : [{ path: paths[0], given: show(at(input, paths[0].split("."))), allowed }];
  });
  const all = [...problems, ...combinations];
  if (all.length > 0 || !result.success)
    throw new InputError(
      `${label} is refused, ${all.length} ${all.length === 1 ? "problem" : "problems"}:`,
      all,
    );
  return result.data;
}

/**
 * The tier a person meant: `500`, `2k` or `2K`.
 * @throws InputError naming the tiers there are
 */
export function parseTierName(text: string): TierName {
  const name = TIER_NAMES.find((candidate) => candidate === text.trim().toLowerCase());
  if (name !== undefined) return name;
  throw new InputError(
    `Unknown tier "${text}"${didYouMean(text, TIER_NAMES) || "."} Tiers: ${TIER_NAMES.join(", ")}. See them with: npm run --silent scale -- tiers`,
  );
}
