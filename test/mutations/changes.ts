import { isRecord } from "../../models/manifest/values";
import { documentOf, type Path } from "./edit";
import type { References } from "./references";
import { statementChanges, type Change } from "./statements";

/** A number, also with the units of Kubernetes. */
const QUANTITY = /^[1-9]\d*(m|Ki|Mi|Gi)?$/;
const IPV4_CIDR = /^\d+\.\d+\.\d+\.\d+\/\d+$/;

function ofText(value: string, path: Path, references: References): Change[] {
  const inList = typeof path.at(-1) === "number";
  if (IPV4_CIDR.test(value)) {
    if (value === "0.0.0.0/0") return [];
    // Two halves are everything, and neither looks like it.
    const halves = path.slice(0, -1);
    return [
      { by: "widened", path, now: "0.0.0.0/0" },
      ...(inList ? [{ by: "widened" as const, path: halves, now: ["0.0.0.0/1", "128.0.0.0/1"] }] : []),
    ];
  }
  if (value === "true" || value === "false")
    return [{ by: "flipped", path, now: value === "true" ? "false" : "true" }];
  if (QUANTITY.test(value)) return [{ by: "lowered", path, now: "0" }];
  const others = references.othersThan(value);
  if (others.length > 0) return others.map(({ by, value: now }) => ({ by, path, now }));
  return [{ by: "weakened", path, now: `other-than-${value}`.slice(0, 40) }];
}

/** Every way in which one value can be broken, with all inside it. */
export function changesOf(value: unknown, path: Path, references: References): Change[] {
  const gone: Change[] = path.length === 0 ? [] : [{ by: "removed", path, now: undefined }];
  const inside = (entries: readonly (readonly [string | number, unknown])[]): Change[] =>
    entries.flatMap(([key, each]) => changesOf(each, [...path, key], references));
  const document = documentOf(value);
  if (document !== undefined) {
    const isPolicy = isRecord(document) && "Statement" in document;
    return [
      ...gone,
      ...(isPolicy
        ? statementChanges(document, path)
        : inside(Object.entries(document as Readonly<Record<string, unknown>>))),
    ];
  }
  if (typeof value === "boolean") return [...gone, { by: "flipped", path, now: !value }];
  if (typeof value === "number")
    return [...gone, ...(value === 0 ? [] : [{ by: "lowered" as const, path, now: 0 }])];
  if (typeof value === "string") return [...gone, ...ofText(value, path, references)];
  if (Array.isArray(value))
    return [
      ...gone,
      ...(value.length > 1 ? [{ by: "emptied" as const, path, now: [] }] : []),
      ...inside([...(value as unknown[]).entries()]),
    ];
  return [...gone, ...inside(Object.entries(isRecord(value) ? value : {}))];
}
