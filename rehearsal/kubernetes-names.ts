import { kindOf as entryOf } from "../kinds";
import { at, type Values } from "../models/manifest/values";

export const kindOf = (type: string): string => type.split(":")[2] ?? "";

/** Namespace of an object; null when its kind lives in none. */
export function namespaceOf(type: string, inputs: Values): string | null {
  const name = entryOf(type)?.name;
  if (name !== undefined && "scope" in name && name.scope === "cluster") return null;
  const namespace = at(inputs, "metadata.namespace");
  return typeof namespace === "string" ? namespace : "default";
}
