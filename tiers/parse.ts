import { z } from "zod";
import { COMBINATION_RULES } from "./combinations";
import { SIZE_RULES } from "./size-rules";
import { tierSchema, TIER_NAMES, type TierName, type TierSpec } from "./schema";
import { didYouMean } from "./spelling";

/** One thing wrong with a value that a person wrote. */
export interface Problem {
  /** Dotted path of the value. */
  readonly path: string;
  /** The value as it was given, ready to print. */
  readonly given: string;
  /** What would be accepted there. */
  readonly allowed: string;
  /** Pods have no place on their nodes. Default: something else is wrong */
  readonly isAboutPlaces?: true;
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

/** Sizes that are right by themselves, and pods that have no place with them. The commands exit with 3. */
export class NoPlaceError extends InputError {}

/** Path of the whole value. */
export const TOP_LEVEL = "(top level)";

/** Prints a value of any shape on one short line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  // A function or a symbol has no JSON; the type says otherwise.
  const text = (JSON.stringify(value) as string | undefined) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** The value at a path, if there is one. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join(".");

/** A schema without what makes it optional, nullable or filled in. */
export function unwrapSchema(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrapSchema(schema.unwrap())
    : schema;
}

/** The schema of the value at a path, or `undefined` where the schema knows none. */
function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const inner = unwrapSchema(schema);
  if (inner instanceof z.ZodArray) return schemaAt(inner.element, rest);
  const child =
    inner instanceof z.ZodObject && Object.hasOwn(inner.shape, key)
      ? (inner.shape[String(key)] as z.core.$ZodType | undefined)
      : undefined;
  return child === undefined ? undefined : schemaAt(child, rest);
}

function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, path);
  const inner = found === undefined ? undefined : unwrapSchema(found);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** What a value of another type should have been. */
function typeAt(schema: z.core.$ZodType, path: readonly PropertyKey[], expected: string): string {
  const found = schemaAt(schema, path);
  const inner = found === undefined ? undefined : unwrapSchema(found);
  const orNull = found instanceof z.ZodNullable ? " or null" : "";
  switch (expected) {
    case "int":
      return `a whole number${orNull}`;
    case "number":
      return `a ${inner instanceof z.ZodNumber && inner.format === "safeint" ? "whole number" : "number"}${orNull}`;
    case "string":
      return `text in quotes${orNull}`;
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "record":
      return "an object";
    case "object": {
      const keys = keysAt(schema, path);
      return keys.length === 0 ? "an object" : `an object with the keys ${keys.join(", ")}`;
    }
    default:
      return `a value of type ${expected}`;
  }
}

function allowedBy(schema: z.core.$ZodType, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(", ");
    case "too_small":
      return `at least ${String(issue.minimum)}${issue.origin === "string" || issue.origin === "array" ? " long" : ""}`;
    case "too_big":
      return `at most ${String(issue.maximum)}${issue.origin === "string" || issue.origin === "array" ? " long" : ""}`;
    case "invalid_type":
      return typeAt(schema, issue.path, issue.expected);
    default:
      return issue.message;
  }
}

const sharesPath =
  (issue: z.core.$ZodIssue) =>
  (other: z.core.$ZodIssue): boolean =>
    other !== issue && dotted(other.path) === dotted(issue.path);

/** Turns zod's issues into problems; an unknown key becomes one problem each, with the nearest known key. */
export function problemsOf(
  schema: z.core.$ZodType,
  input: unknown,
  issues: readonly z.core.$ZodIssue[],
): Problem[] {
  // A number beyond what a float holds exactly is also beyond the field's own limit, which says more.
  const telling = issues.filter(
    (issue) => !(issue.code === "too_big" && issue.origin === "int" && issues.some(sharesPath(issue))),
  );
  return telling.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => ({
        path: dotted([...issue.path, key]),
        given: "an unknown key",
        allowed: `${known.join(", ")}${didYouMean(key, known)}`,
      }));
    }
    const value = valueAt(input, issue.path);
    return [{ path: dotted(issue.path) || TOP_LEVEL, given: show(value), allowed: allowedBy(schema, issue) }];
  });
}

const touches = (path: string, problem: Problem): boolean =>
  problem.path === TOP_LEVEL ||
  problem.path === path ||
  problem.path.startsWith(`${path}.`) ||
  path.startsWith(`${problem.path}.`);

/** The outcome of a check: the tier, or what is wrong with it. */
type Checked = { readonly tier: TierSpec } | { readonly problems: readonly Problem[] };

/**
 * Checks one tier. Every problem is reported at once: those of single fields, and those combinations whose fields are
 * valid by themselves.
 */
export function checkTier(input: unknown): Checked {
  const result = tierSchema.safeParse(input);
  const problems = result.success ? [] : problemsOf(tierSchema, input, result.error.issues);
  const combinations = [...COMBINATION_RULES, ...SIZE_RULES]
    .filter(({ paths }) => paths.every((path) => !problems.some((problem) => touches(path, problem))))
    .flatMap(({ paths, problem, isAboutPlaces }) => {
      const allowed = problem(result.success ? result.data : (input as TierSpec));
      return allowed === undefined
        ? []
        : [
            {
              path: paths[0],
              given: show(valueAt(input, paths[0].split("."))),
              allowed,
              ...(isAboutPlaces === undefined ? {} : { isAboutPlaces }),
            },
          ];
    });
  const all = [...problems, ...combinations];
  return result.success && all.length === 0 ? { tier: result.data } : { problems: all };
}

/** The error that lists what is wrong with a tier. */
export function refusal(label: string, problems: readonly Problem[]): InputError {
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  const isAboutPlaces = problems.length > 0 && problems.every((problem) => problem.isAboutPlaces);
  const Refusal = isAboutPlaces ? NoPlaceError : InputError;
  return new Refusal(`${label} is refused, ${count}:`, problems);
}

/**
 * Validates one tier.
 * @throws InputError listing every problem
 */
export function parseTier(input: unknown, label: string): TierSpec {
  const checked = checkTier(input);
  if ("problems" in checked) throw refusal(label, checked.problems);
  return checked.tier;
}

/** Users that a number such as `750`, `1.5k` or `3,000` means; undefined for any other word. */
function usersIn(text: string): number | undefined {
  const [, number, thousand] = /^(\d+(?:[,_]\d+)*(?:\.\d+)?) *(k?)$/i.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  return Number(number.replaceAll(/[,_]/g, "")) * (thousand === "" ? 1 : 1000);
}

/** The smallest tier for a number of users; undefined where a word is no number, or beyond the largest tier. */
export function nearestTier(text: string): TierName | undefined {
  const users = usersIn(text);
  return users === undefined ? undefined : TIER_NAMES.find((name) => (usersIn(name) ?? 0) >= users);
}

/** What to take instead of a word that is no tier, in the middle of a sentence. */
function tierHint(text: string): string {
  if (usersIn(text) === undefined) return didYouMean(text, TIER_NAMES) || ".";
  const tier = nearestTier(text);
  return tier === undefined
    ? `: the largest tier is for ${TIER_NAMES.at(-1) ?? ""} users.`
    : `: for ${text.trim()} users take ${tier}.`;
}

/**
 * The tier a person meant: `500`, `2k`, `2K`, `2000` or `2,000`.
 * @throws InputError naming the tiers there are
 */
export function parseTierName(text: string): TierName {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^(\d+),?000$/, "$1k");
  const name = TIER_NAMES.find((candidate) => candidate === word);
  if (name !== undefined) return name;
  throw new InputError(
    `Unknown tier ${show(text)}${tierHint(text)} Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers`,
  );
}
