import { createHash } from "node:crypto";
import { isRecord } from "./values";

/** Keys in one order, so that a tool that sorts or indents JSON changes nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** SHA-256 of a manifest without its own digest: tells one that was filtered or cut from a whole one. */
export function manifestDigest(manifest: Readonly<Record<string, unknown>>): string {
  const rest = Object.entries(manifest).filter(([key]) => key !== "digest");
  return createHash("sha256")
    .update(JSON.stringify(sorted(Object.fromEntries(rest))))
    .digest("hex");
}
