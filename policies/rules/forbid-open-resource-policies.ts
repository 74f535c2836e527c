import { RESOURCE_POLICIES } from "../effects/identities";
import type { Problem, ResourceRule } from "../rule";
import { isDocument, isNarrowing, statementsOf, type Condition, type Statement } from "../statements";

/** Keys that say for whom a service of AWS acts, or who asks. */
const WHO =
  /^(aws:(source(account|arn|orgid|vpc|vpce)|principal(account|arn|orgid)|calledvia)|kms:(calleraccount|viaservice|grantisforawsresource)|kms:encryptioncontext:.*)$/;

const saysWho = (condition: Condition): boolean => WHO.test(condition.key) && isNarrowing(condition);

/** Somebody of the account, whose own policies then decide: `arn:aws:iam::123456789012:root` or a role. */
const IN_AN_ACCOUNT = /^(arn:aws[\w-]*:(iam|sts):[\w-]*:\d{12}:[^*?]+|\d{12})$/;

/** Who may make grants could give the key to anybody, unless a service of AWS asks on his behalf. */
const GRANTS = /^kms:CreateGrant$/i;

const ALLOWED = "named roles, the account, or services under a condition on whose behalf they act";

function problemsOf(statement: Statement): Problem[] {
  const { sid, effect, principals, actions, inverted, conditions } = statement;
  if (effect !== "Allow") return [];
  const isFor = conditions.some(saysWho);
  const strangers = principals.filter(({ kind, value }) =>
    kind === "AWS" ? !IN_AN_ACCOUNT.test(value) : kind !== "Service" || !isFor || /[*?]/.test(value),
  );
  const isOwner = principals.every(({ value }) => /:root$/.test(value));
  return [
    ...inverted.map((key) => ({ wrong: `statement ${sid} allows all but its ${key}`, allowed: ALLOWED })),
    ...strangers.map(({ kind, value }) => ({
      wrong: `statement ${sid} lets in ${kind} ${value}`,
      allowed: ALLOWED,
    })),
    ...(actions.some((action) => GRANTS.test(action)) &&
    !conditions.some((condition) => condition.key === "kms:grantisforawsresource" && isNarrowing(condition))
      ? [
          {
            wrong: `statement ${sid} allows ${actions.join(", ")} to anybody's use`,
            allowed: "a condition on kms:GrantIsForAWSResource",
          },
        ]
      : []),
    ...(isOwner
      ? []
      : actions
          .filter((action) => /^(\*|\w+:\*)$/.test(action))
          .map((action) => ({ wrong: `statement ${sid} allows ${action}`, allowed: "named actions" }))),
  ];
}

export const forbidOpenResourcePolicies: ResourceRule = {
  id: "forbid-open-resource-policies",
  title: "Policies of buckets, queues, topics, keys and secrets name who may use them",
  rationale:
    "A resource's own policy can let in other accounts, or everybody, whatever the roles of this account may do.",
  remedy:
    "Name roles in Principal; give a statement about a service a condition on aws:SourceAccount or aws:SourceArn.",
  severity: "critical",
  source: "CIS AWS Foundations 2.1.4; AWS IAM User Guide, The confused deputy problem",
  whenUnknown: "wait",
  scope: "resource",
  types: Object.keys(RESOURCE_POLICIES),
  check: ({ type, inputs }) => {
    const input = RESOURCE_POLICIES[type] ?? "policy";
    const document = inputs[input];
    if (document === undefined) return [];
    return isDocument(document)
      ? statementsOf(document).flatMap(problemsOf)
      : [{ wrong: `${input} cannot be read`, allowed: "a policy in JSON" }];
  },
};
