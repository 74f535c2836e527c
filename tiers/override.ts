import { tierFields, withValues } from "./fields";
import { checkTier, refusal, show, TOP_LEVEL, valueAt, type Problem } from "./parse";
import type { TierSpec } from "./schema";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Overrides win key by key; a list, and anything that is not an object, is replaced as a whole. */
function merged(base: Fields, overrides: Fields): Fields {
  const entries = Object.entries(overrides).map(([key, value]) => {
    const inner = Object.hasOwn(base, key) ? base[key] : undefined;
    return [key, isFields(inner) && isFields(value) ? merged(inner, value) : value] as const;
  });
  return Object.fromEntries([...Object.entries(base), ...entries]);
}

/** Whether a person wrote the value at a dotted path, or a part of it, or the whole it belongs to. */
function isWritten(overrides: unknown, path: string): boolean {
  if (!isFields(overrides)) return true;
  return Object.entries(overrides).some(
    ([key, value]) =>
      path === key || (path.startsWith(`${key}.`) && isWritten(value, path.slice(key.length + 1))),
  );
}

/**
 * A number where a field names its words, as the text that it names: `pulumi config set --path` writes a version such as 18 as a
 * number, and so does YAML without quotes.
 */
function wordsFrom(overrides: Fields): (readonly [path: string, value: string])[] {
  return tierFields.flatMap(({ path, jsonSchema }) => {
    const words = jsonSchema["enum"];
    const value = valueAt(overrides, path.split("."));
    if (typeof value !== "number" || !Array.isArray(words) || !words.includes(String(value))) return [];
    return [[path, String(value)] as const];
  });
}

const withWords = (overrides: Fields): Fields =>
  wordsFrom(overrides).reduce(
    (fields, [path, value]) =>
      merged(
        fields,
        path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Fields,
      ),
    overrides,
  );

/** Fields that follow another one take its override where they have none of their own. */
const followers = (overrides: Fields): (readonly [path: string, value: unknown])[] =>
  tierFields.flatMap(({ path, follows }) => {
    if (follows === undefined || isWritten(overrides, path)) return [];
    const value = valueAt(overrides, follows.split("."));
    return typeof value === "number" || Array.isArray(value) ? [[path, value] as const] : [];
  });

/** A budget of a stack's own is spread over the cost lines as the tier's is, in whole dollars. */
function budgetLines(
  { monthlyBudgetUsd, budgetLinesUsd }: TierSpec,
  overrides: Fields,
): (readonly [path: string, value: unknown])[] {
  const own = overrides["monthlyBudgetUsd"];
  if (typeof own !== "number" || !Number.isInteger(own) || isWritten(overrides, "budgetLinesUsd")) return [];
  const lines = Object.entries(budgetLinesUsd).map(
    ([line, usd]) => [line, Math.floor((usd * own) / monthlyBudgetUsd)] as const,
  );
  const rest = own - lines.reduce((sum, [, usd]) => sum + usd, 0);
  const largest = Math.max(...lines.map(([, usd]) => usd));
  const takesRest = lines.findIndex(([, usd]) => usd === largest);
  return lines.map(([line, usd], index) => [
    `budgetLinesUsd.${line}`,
    usd + (index === takesRest ? rest : 0),
  ]);
}

/**
 * A tier with single fields set otherwise, in the tier's own structure, such as `{ postgres: { multiAz: true } }`.
 * Lists are replaced, not extended. The result obeys the same schema and the same rules as the tiers; a value in a
 * message that comes from the tier, because two fields do not fit together, is marked as the tier's.
 * @throws InputError listing every problem under the path it was written at
 */
export function overrideTier(base: TierSpec, overrides: unknown, label: string): TierSpec {
  if (!isFields(overrides))
    throw refusal(label, [
      {
        path: TOP_LEVEL,
        given: show(overrides),
        allowed: `an object with any of the keys ${overridable(base).join(", ")}`,
      },
    ]);
  const { name, ...given } = overrides;
  const fields = withWords(given);
  const renamed: Problem[] = Object.hasOwn(overrides, "name")
    ? [{ path: "name", given: show(name), allowed: "no override; choose a tier instead" }]
    : [];
  const checked = checkTier(
    merged(withValues(base, [...followers(fields), ...budgetLines(base, fields)]), fields),
  );
  const problems = [
    ...renamed,
    ...("problems" in checked ? checked.problems : []).map((problem) =>
      isWritten(fields, problem.path)
        ? problem
        : { ...problem, given: `${problem.given} of tier ${base.name}` },
    ),
  ];
  if ("problems" in checked || problems.length > 0) throw refusal(label, problems);
  return checked.tier;
}

const overridable = (base: TierSpec): string[] => Object.keys(base).filter((key) => key !== "name");
