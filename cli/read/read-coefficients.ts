import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";
import {
  coefficientsFileSchema,
  DEFAULT_COEFFICIENTS,
  type Coefficients,
} from "../../models/load/workload-coefficients";
import { InputError, problemsOf, refusal, show } from "../../tiers";
import { readText } from "./read-text";

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
 * Coefficients of the workload from a JSON or YAML file; a name that is not in it keeps its own value.
 * @throws InputError listing every problem with its line
 */
export function readCoefficients(file: string): Coefficients {
  const text = readText(file, "the coefficients file");
  const lines = new LineCounter();
  // YAML holds JSON, so one parser reads both and knows the lines.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  if (document.errors.length > 0)
    throw new InputError(
      [
        `The coefficients file ${file} is neither JSON nor YAML:`,
        ...document.errors.map(({ pos, message }) => `  line ${lines.linePos(pos[0]).line}: ${message}`),
      ].join("\n"),
    );
  const given: unknown = document.toJS();
  if (!isMap(document.contents))
    throw new InputError(
      `The coefficients file ${file} holds ${show(given)} instead of an object: write ${EXAMPLE}.`,
    );
  const checked = coefficientsFileSchema.safeParse(given);
  if (!checked.success) {
    const at = keyLines(document, lines);
    const line = (path: string) => at.get(path) ?? 0;
    const problems = problemsOf(coefficientsFileSchema, given, checked.error.issues)
      .sort((a, b) => line(a.path) - line(b.path))
      .map((problem) => ({ ...problem, path: `line ${line(problem.path)}, ${problem.path}` }));
    throw refusal(`The coefficients file ${file}`, problems);
  }
  const set = Object.entries(checked.data).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_COEFFICIENTS, ...(Object.fromEntries(set) as Partial<Coefficients>) };
}
