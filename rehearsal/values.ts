import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../models/manifest/values";

/** What the engine sends in a preview for a value it will know only after an operation. */
export const UNKNOWN = pulumi.runtime.unknownValue;

/** A value as a person reads it; objects as JSON. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export function holdsUnknown(value: unknown): boolean {
  if (typeof value === "string") return value.includes(UNKNOWN);
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isRecord(value) && Object.values(value).some(holdsUnknown);
}

/** A copy without what is not set, at any depth: the wire format knows no `undefined`. */
export function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutAbsent(item) ?? null);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutAbsent(inner)]),
  );
}
