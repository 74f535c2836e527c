import { at, isRecord, listOf } from "../../models/manifest/values";
import type { Path } from "./edit";
import type { Break } from "./mutant";

/** One change of a value. */
export interface Change {
  readonly by: Break;
  readonly path: Path;
  /** Undefined takes it away. */
  readonly now: unknown;
}

/** An account that is nobody's here. */
export const FOREIGN_ACCOUNT = "999999999999";

/** True of every request, although it looks like a condition. */
const ALWAYS_TRUE = { StringLike: { "aws:PrincipalArn": "*" } };

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function ofConditions(path: Path, condition: unknown): Change[] {
  if (!isRecord(condition)) return [];
  const keys = Object.entries(condition).flatMap(([operator, tests]) =>
    Object.keys(isRecord(tests) ? tests : {}).map((key) => [operator, key]),
  );
  return [
    { by: "removed", path: [...path, "Condition"], now: undefined },
    { by: "widened", path: [...path, "Condition"], now: ALWAYS_TRUE },
    ...(keys.length < 2
      ? []
      : keys.map((key) => ({
          by: "removed" as const,
          path: [...path, "Condition", ...key],
          now: undefined,
        }))),
  ];
}

const everything = (path: Path, statement: unknown, key: string, now: unknown): Change[] => {
  const given = at(statement, key);
  return given === undefined || asList(given).includes(now)
    ? []
    : [{ by: "widened", path: [...path, key], now }];
};

function ofAllow(path: Path, statement: unknown): Change[] {
  const service = String(asList(at(statement, "Action"))[0]).split(":")[0] ?? "";
  const { Action: _action, ...others } = isRecord(statement) ? statement : {};
  return [
    ...everything(path, statement, "Action", "*"),
    ...everything(path, statement, "Action", `${service}:*`),
    { by: "widened", path, now: { ...others, NotAction: ["iam:CreateUser"] } },
    ...everything(path, statement, "Resource", "*"),
    ...(at(statement, "Principal") === undefined
      ? []
      : [
          { by: "widened" as const, path: [...path, "Principal"], now: "*" },
          { by: "widened" as const, path: [...path, "Principal"], now: { AWS: "*" } },
          {
            by: "foreign" as const,
            path: [...path, "Principal"],
            now: { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` },
          },
        ]),
    ...ofConditions(path, at(statement, "Condition")),
  ];
}

/** A refusal that refuses less. */
const ofDeny = (path: Path, statement: unknown): Change[] => [
  { by: "removed", path, now: undefined },
  { by: "flipped", path: [...path, "Effect"], now: "Allow" },
  { by: "weakened", path: [...path, "Action"], now: "s3:GetBucketAcl" },
  { by: "weakened", path: [...path, "Principal"], now: { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` } },
  { by: "foreign", path: [...path, "Resource"], now: "arn:aws:s3:::foreign/*" },
  {
    by: "weakened",
    path: [...path, "Condition"],
    now: { ...(at(statement, "Condition") as object), StringEquals: { "aws:PrincipalType": "Anonymous" } },
  },
];

/**
 * What can be broken in an IAM document. An action or a resource less of what is allowed only allows less, so it is
 * no break; of what is denied it is.
 */
export function statementChanges(document: unknown, path: Path): Change[] {
  const statements = listOf(at(document, "Statement"));
  const hasPrincipals = statements.some((each) => at(each, "Principal") !== undefined);
  const isTrust = statements.some((each) => asList(at(each, "Action")).includes("sts:AssumeRole"));
  const all = {
    Effect: "Allow",
    ...(hasPrincipals ? { Principal: "*" } : {}),
    Action: isTrust ? "sts:AssumeRole" : "*",
    ...(isTrust ? {} : { Resource: "*" }),
  };
  return [
    { by: "added", path: [...path, "Statement"], now: [...statements, all] },
    ...statements.flatMap((statement, index) => {
      const own = [...path, "Statement", index];
      return at(statement, "Effect") === "Deny" ? ofDeny(own, statement) : ofAllow(own, statement);
    }),
  ];
}
