import { identityDocuments, IDENTITY_POLICIES } from "../effects/identities";
import type { Problem, ResourceRule } from "../rule";
import { isDocument, statementsOf, type Statement } from "../statements";

/** Rights by which a holder gives itself all others, or takes a closed thing open. */
const ESCALATING =
  /^(iam:(PassRole|Create|Put|Attach|Update|Delete|Add|Set)\w*|sts:AssumeRole\w*|kms:(PutKeyPolicy|ScheduleKeyDeletion|DisableKey)|s3:(PutBucketPolicy|DeleteBucketPolicy|PutBucketAcl|PutBucketPublicAccessBlock|DeleteBucket)|secretsmanager:(PutResourcePolicy|DeleteSecret)|sqs:(AddPermission|SetQueueAttributes|DeleteQueue)|sns:(AddPermission|SetTopicAttributes)|organizations:\w+)$/i;

const ALLOWED = "named actions";

function problemsOf({ sid, effect, actions, inverted }: Statement): Problem[] {
  if (effect !== "Allow") return [];
  return [
    ...inverted
      .filter((key) => key === "NotAction")
      .map((key) => ({ wrong: `statement ${sid} allows all but its ${key}`, allowed: ALLOWED })),
    ...actions
      .filter((action) => /[*?]/.test(action) || ESCALATING.test(action))
      .map((action) => ({ wrong: `statement ${sid} allows ${action}`, allowed: ALLOWED })),
  ];
}

export const forbidWildcardActions: ResourceRule = {
  id: "forbid-wildcard-actions",
  title: "IAM policies allow named actions, and none that gives further rights",
  rationale:
    "A leaked credential of a role that may do everything, or that may change policies, compromises the whole account.",
  remedy: "Name the actions that are needed.",
  severity: "critical",
  source: "AWS Well-Architected, SEC03-BP02",
  whenUnknown: "wait",
  scope: "resource",
  types: IDENTITY_POLICIES,
  check: (resource) =>
    identityDocuments(resource).flatMap(({ input, document }) =>
      isDocument(document)
        ? statementsOf(document).flatMap(problemsOf)
        : [{ wrong: `${input} cannot be read`, allowed: "a policy in JSON" }],
    ),
};
