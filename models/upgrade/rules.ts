import { z } from "zod";
import { touches } from "../manifest/changes";
import { at, isSet, recordOf } from "../manifest/values";
import type { ManifestResource } from "../manifest/manifest";
import aws from "./rules/aws.json";
import deletes from "./rules/deletes.json";
import kubernetes from "./rules/kubernetes.json";
import { bytesOf } from "../manifest/quantity";

/** From what nobody notices to what stops the product. */
export const DOWNTIME_CLASSES = ["none", "rolling", "failover", "restart", "outage"] as const;
export const DATA_RISKS = ["none", "recoverable", "loss"] as const;

const ruleSchema = z.strictObject({
  /** Pulumi type token. */
  type: z.string(),
  /** Input whose change it judges, with all inside; without it the rule judges an `operation`. */
  property: z.string().optional(),
  operation: z.literal("delete").optional(),
  /** Inputs before the step, by path; "*" stands for any that is set. */
  whenBefore: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).optional(),
  /** Whether the number grows or shrinks. */
  direction: z.enum(["up", "down"]).optional(),
  downtime: z.strictObject({
    class: z.enum(DOWNTIME_CLASSES),
    secondsMin: z.number().min(0),
    secondsMax: z.number().min(0),
  }),
  dataRisk: z.enum(DATA_RISKS),
  reversible: z.boolean(),
  minutesMin: z.number().min(0),
  minutesMax: z.number().min(0),
  note: z.string().min(1),
  source: z.url(),
  /** The service refuses it: the step cannot be done as asked. */
  refused: z.literal(true).optional(),
});

export type Rule = z.infer<typeof ruleSchema>;

/** Every rule, the first that fits holds. */
export const RULES: readonly Rule[] = z.array(ruleSchema).parse([...deletes, ...aws, ...kubernetes]);

const fitsBefore = ({ whenBefore = {} }: Rule, inputs: ManifestResource["inputs"]): boolean =>
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
): Rule | undefined {
  const direction = directionOf(valueAt(before.inputs, change.path), valueAt(after.inputs, change.path));
  return RULES.find(
    (rule) =>
      rule.type === after.type &&
      rule.property !== undefined &&
      touches(change, rule.property) &&
      (rule.direction === undefined || direction === undefined || rule.direction === direction) &&
      fitsBefore(rule, before.inputs),
  );
}

/** The rule for the end of a resource. */
export function ruleForDelete(resource: ManifestResource): Rule | undefined {
  return RULES.find(
    (rule) => rule.type === resource.type && rule.operation === "delete" && fitsBefore(rule, resource.inputs),
  );
}
