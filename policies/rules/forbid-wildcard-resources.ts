import { statementsOf } from "../statements";
import type { ResourceRule } from "../rule";

/** Session Manager's channels belong to no resource that a policy could name. */
const WITHOUT_RESOURCE = /^(ssmmessages:|ssm:UpdateInstanceInformation$)/;

export const forbidWildcardResources: ResourceRule = {
  id: "forbid-wildcard-resources",
  title: "IAM policies allow no wildcard resources without a condition",
  rationale: "The role could reach resources of other stacks in the account.",
  remedy: "Name the resources, or add a condition.",
  severity: "high",
  source: "AWS Well-Architected, SEC03-BP02",
  whenUnknown: "wait",
  scope: "resource",
  types: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"],
  check: ({ inputs }) =>
    statementsOf(inputs["policy"]).flatMap(({ sid, effect, actions, resources, hasCondition }) =>
      effect === "Allow" &&
      !hasCondition &&
      resources.includes("*") &&
      !actions.every((action) => WITHOUT_RESOURCE.test(action))
        ? [
            {
              wrong: `statement ${sid} allows ${actions.join(", ")} on *`,
              allowed: "named resources, or a condition",
            },
          ]
        : [],
    ),
};
