import { statementsOf } from "../statements";
import type { ResourceRule } from "../rule";

export const forbidWildcardActions: ResourceRule = {
  id: "forbid-wildcard-actions",
  title: "IAM policies allow no wildcard actions",
  rationale: "A leaked credential of a role that may do everything compromises the whole account.",
  remedy: "Name the actions that are needed.",
  severity: "critical",
  source: "AWS Well-Architected, SEC03-BP02",
  whenUnknown: "wait",
  scope: "resource",
  types: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"],
  check: ({ inputs }) =>
    statementsOf(inputs["policy"]).flatMap(({ sid, effect, actions }) =>
      effect !== "Allow"
        ? []
        : actions
            .filter((action) => action.includes("*"))
            .map((action) => ({ wrong: `statement ${sid} allows ${action}`, allowed: "named actions" })),
    ),
};
