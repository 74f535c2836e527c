import { items, read } from "./read";

/** A statement of an IAM policy, its lists always lists. */
export interface Statement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly hasCondition: boolean;
}

const texts = (value: unknown): string[] =>
  (typeof value === "string" ? [value] : items(value)).filter(
    (one): one is string => typeof one === "string",
  );

function parsed(document: unknown): unknown {
  if (typeof document !== "string") return document;
  try {
    return JSON.parse(document) as unknown;
  } catch {
    // Not a document: AWS refuses it, and no rule here is about that.
    return undefined;
  }
}

export function statementsOf(document: unknown): Statement[] {
  const statements = read(parsed(document), "Statement");
  return (Array.isArray(statements) ? (statements as unknown[]) : [statements])
    .filter((one) => one !== undefined)
    .map((one) => ({
      sid: texts(read(one, "Sid"))[0] ?? "",
      effect: texts(read(one, "Effect"))[0] ?? "",
      actions: texts(read(one, "Action")),
      resources: texts(read(one, "Resource")),
      hasCondition: read(one, "Condition") !== undefined,
    }));
}
