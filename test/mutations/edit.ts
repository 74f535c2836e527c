import { at, isRecord, textOr } from "../../models/manifest/values";

/** A key of a record, an index of a list, or a key inside the JSON text that the path has led to. */
export type Path = readonly (string | number)[];

/** The value of a JSON text that holds a record; undefined for any other text. */
export function documentOf(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // A text that only looks like a document.
    return undefined;
  }
}

/** A copy with the value at a path replaced; `undefined` takes the key or the element away. */
export function withChange(value: unknown, path: Path, now: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return now;
  const document = documentOf(value);
  if (document !== undefined) return JSON.stringify(withChange(document, path, now));
  if (Array.isArray(value)) {
    const replaced = withChange(value[Number(key)], rest, now);
    return (value as unknown[]).flatMap((each, index) => {
      if (index !== Number(key)) return [each];
      return replaced === undefined ? [] : [replaced];
    });
  }
  const { [key]: before, ...others } = isRecord(value) ? value : {};
  const replaced = withChange(before, rest, now);
  return replaced === undefined ? others : { ...others, [key]: replaced };
}

/** How an item of a list is called: by its name, its Sid or its number. */
const labelOf = (item: unknown, index: number): string =>
  textOr(at(item, "name"), textOr(at(item, "Sid"), String(index)));

/** Every step of a path as people read it: `rules[limit]`, then `rules[limit].action`. */
export function shownSteps(value: unknown, path: Path): readonly string[] {
  const steps: string[] = [];
  let shown = "";
  let inside: unknown = value;
  for (const key of path) {
    inside = documentOf(inside) ?? inside;
    const item = (inside as Readonly<Record<string | number, unknown>> | undefined)?.[key];
    const name = typeof key === "number" ? `[${labelOf(item, key)}]` : shown === "" ? key : `.${key}`;
    shown = `${shown}${name}`;
    steps.push(shown);
    inside = item;
  }
  return steps;
}
