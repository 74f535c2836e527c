import { at, listOf } from "../models/manifest/values";

/** A statement of an IAM policy, its lists always lists. */
export interface Statement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly hasCondition: boolean;
  /** It concerns what comes without TLS, and nothing else. */
  readonly plainHttpOnly: boolean;
}

const texts = (value: unknown): string[] =>
  (typeof value === "string" ? [value] : listOf(value)).filter(
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
  const statements = at(parsed(document), "Statement");
  return (Array.isArray(statements) ? (statements as unknown[]) : [statements])
    .filter((one) => one !== undefined)
    .map((one) => ({
      sid: texts(at(one, "Sid"))[0] ?? "",
      effect: texts(at(one, "Effect"))[0] ?? "",
      actions: texts(at(one, "Action")),
      resources: texts(at(one, "Resource")),
      hasCondition: at(one, "Condition") !== undefined,
      plainHttpOnly: at(at(one, "Condition.Bool"), "aws:SecureTransport") === "false",
    }));
}
