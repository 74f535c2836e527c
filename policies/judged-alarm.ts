import { isNamed, isRecord, type Values } from "../models/manifest/values";

/** An input by which an alarm judges otherwise than it should. */
export interface Difference {
  readonly path: string;
  readonly given: unknown;
  /** Undefined where there should be nothing. */
  readonly allowed: unknown;
}

/** What an alarm judges by; the others say what it is called, where it is and whom it tells. */
const JUDGED = [
  "comparisonOperator",
  "datapointsToAlarm",
  "dimensions",
  "evaluationPeriods",
  "extendedStatistic",
  "metricName",
  "metricQueries",
  "namespace",
  "period",
  "statistic",
  "threshold",
  "treatMissingData",
];

/** For people only. */
const TEXTS = ["label"];

/** A reference of `models/promises/subjects.ts`: something of the stack, known only when that is there. */
const isReference = (value: unknown): boolean => typeof value === "string" && value.startsWith("@");

const below = (path: string, key: string): string =>
  /^\d+$/.test(key) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;

function inside(expected: object, given: object, path: string): Difference[] {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(given)])];
  return keys
    .filter((key) => !TEXTS.includes(key))
    .flatMap((key): Difference[] => {
      const allowed = (expected as Values)[key];
      const here = below(path, key);
      if (!isReference(allowed)) return differences(allowed, (given as Values)[key], here);
      return isNamed(given, key) ? [] : [{ path: here, given: undefined, allowed: "what it watches" }];
    });
}

function differences(expected: unknown, given: unknown, path: string): Difference[] {
  const isHolder = (value: unknown): value is object => isRecord(value) || Array.isArray(value);
  if (isHolder(expected) && isHolder(given)) return inside(expected, given, path);
  return expected === given ? [] : [{ path, given, allowed: expected }];
}

const judged = (inputs: Values): Values =>
  Object.fromEntries(JUDGED.filter((key) => key in inputs).map((key) => [key, inputs[key]]));

/** Inputs of a metric alarm by which it judges otherwise than one of the table. */
export const differencesFrom = (expected: Values, given: Values): readonly Difference[] =>
  inside(judged(expected), judged(given), "");
