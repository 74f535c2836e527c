import type { KINDS } from "..";
import { BACKUP_SAFETY } from "./backups";
import { CACHE_SAFETY } from "./caches";
import { CLUSTER_SAFETY } from "./cluster";
import { DATABASE_SAFETY } from "./databases";
import { EDGE_SAFETY } from "./edge";
import { IDENTITY_SAFETY } from "./identity";
import { KEY_SAFETY } from "./keys";
import { KUBERNETES_SAFETY } from "./kubernetes";
import { NETWORK_SAFETY } from "./network";
import { OPERATIONS_SAFETY } from "./operations";
import { POD_SAFETY } from "./pods";
import type { Safety } from "./safety";
import { STORAGE_SAFETY } from "./storage";

/** What safety rests on, by type; a type of the catalogue that is missing does not compile. */
const SAFETY: Readonly<Record<(typeof KINDS)[number]["type"], Safety>> = {
  ...NETWORK_SAFETY,
  ...CLUSTER_SAFETY,
  ...IDENTITY_SAFETY,
  ...KEY_SAFETY,
  ...DATABASE_SAFETY,
  ...BACKUP_SAFETY,
  ...CACHE_SAFETY,
  ...STORAGE_SAFETY,
  ...EDGE_SAFETY,
  ...OPERATIONS_SAFETY,
  ...POD_SAFETY,
  ...KUBERNETES_SAFETY,
};

const byType: ReadonlyMap<string, Safety> = new Map(Object.entries(SAFETY));

/** Inputs that say nothing about safety, whatever the type: what people read, and what tags and selectors say. */
const TEXTS_EVERYWHERE = [
  "tags",
  "description",
  "metadata.name",
  "metadata.labels",
  "metadata.annotations",
  "spec.template.metadata.labels",
  "spec.template.metadata.annotations",
  "apiVersion",
  "kind",
];

/** Of a type; undefined for one of which nothing is known. */
export const safetyOf = (type: string): Safety | undefined => byType.get(type);

/** Types with an entry. */
export const SAFE_TYPES: readonly string[] = [...byType.keys()];

const PATTERNS = new Map<string, RegExp>();

/**
 * Whether a path is what a pattern means, or lies inside it; `[]` in a pattern means any item, and `$` at its end leaves
 * out what lies inside.
 */
export function covers(pattern: string, path: string): boolean {
  let known = PATTERNS.get(pattern);
  if (known === undefined) {
    const text = pattern
      .replace(/\$$/, "")
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("\\[\\]", "\\[[^\\]]*\\]");
    known = new RegExp(`^${text}${pattern.endsWith("$") ? "$" : "(?:$|[.[])"}`);
    PATTERNS.set(pattern, known);
  }
  return known.test(path);
}

/** Why an input says nothing about safety; undefined for one that matters. */
export function harmlessReason(type: string, path: string): string | undefined {
  if (TEXTS_EVERYWHERE.some((pattern) => covers(pattern, path))) return "texts";
  const harmless = Object.entries<readonly string[]>(safetyOf(type)?.harmless ?? {});
  return harmless.find(([, patterns]) => patterns.some((pattern) => covers(pattern, path)))?.[0];
}
