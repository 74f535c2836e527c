import { kindOf } from "../../kinds";
import type { ChangeRule, Effect } from "../../kinds/facts";
import { touches } from "../manifest/changes";
import type { ManifestResource } from "../manifest/manifest";
import { bytesOf } from "../manifest/quantity";
import { at, isSet, recordOf } from "../manifest/values";

const fitsBefore = ({ whenBefore = {} }: Effect, inputs: ManifestResource["inputs"]): boolean =>
  Object.entries(whenBefore).every(([key, value]) =>
    value === "*" ? isSet(at(inputs, key)) : at(inputs, key) === value,
  );

/** Whether the leaf grows, by numbers or by amounts such as `20Gi`; undefined when it is neither. */
function directionOf(before: unknown, after: unknown): "up" | "down" | undefined {
  const [from = Number.NaN, to = Number.NaN] = [before, after].map((value) => {
    if (typeof value === "number") return value;
    return typeof value === "string" ? (bytesOf(value) ?? Number.parseFloat(value)) : Number.NaN;
  });
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return to >= from ? "up" : "down";
}

/** The value at an engine's path, such as `rules[0].expiration.days`. */
const valueAt = (inputs: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter((key) => key !== "")
    .reduce<unknown>(
      (inner, key) => (Array.isArray(inner) ? (inner as unknown[])[Number(key)] : recordOf(inner)[key]),
      inputs,
    );

/** The rule for one changed input. */
export function ruleForChange(
  before: ManifestResource,
  after: ManifestResource,
  change: { readonly path: string; readonly generic: string },
): ChangeRule | undefined {
  const direction = directionOf(valueAt(before.inputs, change.path), valueAt(after.inputs, change.path));
  const rules = kindOf(after.type)?.changes;
  if (rules === undefined || "unjudged" in rules) return undefined;
  return rules.find(
    (rule) =>
      touches(change, rule.property) &&
      (rule.direction === undefined || direction === undefined || rule.direction === direction) &&
      fitsBefore(rule, before.inputs) &&
      (rule.decides === undefined || rule.decides(before.inputs, after.inputs)),
  );
}

/** The rule for the end of a resource. */
export const ruleForDelete = ({ type, inputs }: ManifestResource): Effect | undefined =>
  kindOf(type)?.deletes?.find((rule) => fitsBefore(rule, inputs));
