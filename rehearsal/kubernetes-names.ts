import { at, type Values } from "../models/manifest/values";

const CLUSTER_SCOPED = ["Namespace", "NodeClass", "NodePool", "StorageClass"];

export const kindOf = (type: string): string => type.split(":")[2] ?? "";

/** Namespace of an object; null when its kind lives in none. */
export function namespaceOf(type: string, inputs: Values): string | null {
  if (CLUSTER_SCOPED.includes(kindOf(type))) return null;
  const namespace = at(inputs, "metadata.namespace");
  return typeof namespace === "string" ? namespace : "default";
}
