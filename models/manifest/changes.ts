import { isRecord } from "./values";

export interface PathChange {
  /** Property path as the engine writes it: `tags.tier`, `rules[0].name`, `labels["a.b/c"]`. */
  readonly path: string;
  /** The same without quotes and with `[*]` for each index, as the replacement data writes it. */
  readonly generic: string;
  readonly kind: "add" | "update" | "delete";
}

const step = (path: string, key: string): string =>
  /^[A-Za-z_$][\w$-]*$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}["${key}"]`;

/** Every leaf that differs. A list of another length differs at the elements it has more or fewer. */
export function changesBetween(before: unknown, after: unknown, path = "", generic = ""): PathChange[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_unused, index) =>
      changesBetween(before[index], after[index], `${path}[${index}]`, `${generic}[*]`),
    ).flat();
  }
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .sort()
      .flatMap((key) =>
        changesBetween(before[key], after[key], step(path, key), generic === "" ? key : `${generic}.${key}`),
      );
  const isAbsent = (value: unknown): boolean => value === undefined || value === null;
  if (isAbsent(before) && isAbsent(after)) return [];
  return [{ path, generic, kind: isAbsent(before) ? "add" : isAbsent(after) ? "delete" : "update" }];
}

/** Whether a change lies at `property`, inside it, or takes it away with all around it. */
export function touches({ generic }: Pick<PathChange, "generic">, property: string): boolean {
  return (
    generic === property ||
    generic.startsWith(`${property}.`) ||
    generic.startsWith(`${property}[`) ||
    property.startsWith(`${generic}.`) ||
    property.startsWith(`${generic}[`)
  );
}
