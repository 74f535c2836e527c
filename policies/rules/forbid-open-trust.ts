import { ROLE } from "../effects/identities";
import type { Problem, ResourceRule } from "../rule";
import { guestPoolsOf, isDocument, statementsOf, type Statement } from "../statements";

/** Services that act for one account at a time: who may hand them the role is decided by iam:PassRole. */
const SERVICES = [
  "backup.amazonaws.com",
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "lambda.amazonaws.com",
  "pods.eks.amazonaws.com",
  "s3.amazonaws.com",
];
const ACTIONS = ["sts:AssumeRole", "sts:TagSession"];

function problemsOf(statement: Statement): Problem[] {
  const { effect, principals, actions, inverted, isNarrowed } = statement;
  // What guests of a pool may do is told by forbid-guest-rights.
  if (effect !== "Allow" || guestPoolsOf(statement).length > 0) return [];
  const allowed = `the services ${SERVICES.join(", ")}`;
  const strangers = principals.filter(
    ({ kind, value }) =>
      !(kind === "Service" && SERVICES.includes(value)) && !(kind === "Service" && isNarrowed),
  );
  return [
    ...inverted.map((key) => ({ wrong: `it trusts all but its ${key}`, allowed })),
    ...(principals.length === 0 && inverted.length === 0 ? [{ wrong: "it names nobody", allowed }] : []),
    ...strangers.map(({ kind, value }) => ({ wrong: `it trusts ${kind} ${value}`, allowed })),
    ...actions
      .filter((action) => !ACTIONS.includes(action))
      .map((action) => ({ wrong: `it allows ${action}`, allowed: ACTIONS.join(" and ") })),
  ];
}

export const forbidOpenTrust: ResourceRule = {
  id: "forbid-open-trust",
  title: "Roles trust named services of AWS and guests of the stack's own pool, and nobody else",
  rationale: "Whoever a role trusts has all of its rights, from any account of the world.",
  remedy: "Name the service in Principal, and a condition on aws:SourceAccount for any other one.",
  severity: "critical",
  source: "AWS IAM User Guide, The confused deputy problem",
  // Cognito gives a pool its id, which the trust of its guests names.
  whenUnknown: "wait",
  scope: "resource",
  types: [ROLE],
  check: ({ inputs }) => {
    const document = inputs["assumeRolePolicy"];
    return isDocument(document)
      ? statementsOf(document).flatMap(problemsOf)
      : [{ wrong: "assumeRolePolicy cannot be read", allowed: "a policy in JSON" }];
  },
};
