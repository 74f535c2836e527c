import type { z } from "zod";
import { isMap, isScalar, type Document, type LineCounter } from "yaml";
import {
  capacityFileSchema,
  DEFAULT_CAPACITY_COEFFICIENTS,
  type CapacityCoefficients,
} from "../../models/capacity/coefficients";
import {
  coefficientsFileSchema,
  DEFAULT_COEFFICIENTS,
  type Coefficients,
} from "../../models/load/workload-coefficients";
import { InputError, problemsOf, refusal, show } from "../../tiers";
import { readText } from "./read-text";
import { parseYaml } from "./read-yaml";

const EXAMPLE = "one `name: number` a line, such as `requestsPerUserMinute: 0.8`";

/** Line of each key of the topmost map, from 1. */
function keyLines(document: Document, lines: LineCounter): ReadonlyMap<string, number> {
  const items = isMap(document.contents) ? document.contents.items : [];
  return new Map(
    items.flatMap(({ key }) =>
      isScalar(key) && key.range ? [[String(key.value), lines.linePos(key.range[0]).line] as const] : [],
    ),
  );
}

/**
 * What a JSON or YAML file of coefficients names.
 * @throws InputError listing every problem with its line
 */
function readTable<T extends object>(file: string, schema: z.ZodType<T>): Partial<T> {
  const title = `The coefficients file ${file}`;
  // YAML holds JSON, so one parser reads both and knows the lines.
  const { value: given, document, lines } = parseYaml(readText(file, "the coefficients file"), title);
  if (!isMap(document.contents))
    throw new InputError(`${title} holds ${show(given)} instead of an object: write ${EXAMPLE}.`);
  const checked = schema.safeParse(given);
  if (!checked.success) {
    const at = keyLines(document, lines);
    const line = (path: string) => at.get(path) ?? 0;
    const problems = problemsOf(schema, given, checked.error.issues)
      .sort((a, b) => line(a.path) - line(b.path))
      .map((problem) => ({ ...problem, path: `line ${line(problem.path)}, ${problem.path}` }));
    throw refusal(title, problems);
  }
  const set = Object.entries(checked.data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Partial<T>;
}

/**
 * Coefficients of the workload from a file; a name that is not in it keeps its own value.
 * @throws InputError listing every problem with its line
 */
export const readCoefficients = (file: string): Coefficients => ({
  ...DEFAULT_COEFFICIENTS,
  ...(readTable(file, coefficientsFileSchema) as Partial<Coefficients>),
});

/**
 * Coefficients of the capacity model from a file, those of the workload among them; a number is exact.
 * @throws InputError listing every problem with its line
 */
export const readCapacityCoefficients = (file: string): CapacityCoefficients => ({
  ...DEFAULT_CAPACITY_COEFFICIENTS,
  ...(readTable(file, capacityFileSchema) as Partial<CapacityCoefficients>),
});
