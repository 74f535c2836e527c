import type { Problem } from "./parse";

/** Deeper than any file of ours by far; what reads it further calls itself once a level. */
const LEVELS_MAX = 100;

/** Columns of a path in a message. */
const PATH_MAX = 60;

/** A value where it stands. */
interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly level: number;
  readonly within: Place | undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const childrenOf = (within: Place): Place[] =>
  isObject(within.value)
    ? Object.entries(within.value).map(([key, value]) => ({ value, key, level: within.level + 1, within }))
    : [];

function pathOf(place: Place): string {
  const keys: string[] = [];
  for (let each: Place = place; each.within !== undefined; each = each.within) keys.unshift(each.key);
  const path = keys.join(".");
  return path.length > PATH_MAX ? `${path.slice(0, PATH_MAX - 1)}…` : path;
}

/**
 * What makes the content of a file or of a setting unfit to be read any further, whatever it is to hold: levels without
 * end, and the key that JavaScript takes for its own, which would be dropped in silence.
 */
export function unusableIn(value: unknown): Problem | undefined {
  const places: Place[] = [{ value, key: "", level: 0, within: undefined }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (place.level > LEVELS_MAX)
      return {
        path: pathOf(place),
        given: `a value inside more than ${LEVELS_MAX} others`,
        allowed: `lists and objects at most ${LEVELS_MAX} deep`,
      };
    if (place.key === "__proto__")
      return { path: pathOf(place), given: "an unknown key", allowed: "any key but __proto__" };
    for (const child of childrenOf(place)) places.push(child);
  }
  return undefined;
}
