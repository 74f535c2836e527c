import { identityDocuments, IDENTITY_POLICIES } from "../effects/identities";
import type { Problem, ResourceRule } from "../rule";
import { isNarrowing, statementsOf, type Statement } from "../statements";

/** Session Manager's channels, metrics and the search for tags belong to no resource that a policy could name. */
const WITHOUT_RESOURCE =
  /^(ssmmessages:|ssm:UpdateInstanceInformation$|cloudwatch:PutMetricData$|tag:GetResources$)/;

/** `*`, `arn:aws:s3:::*`, `arn:aws:ec2:*:*:volume/*`: everything of a service, or of every account. */
const NAMES_NOTHING = /^[*?]+$|^arn:[^:]*:[^:]*:[^:]*:[^:]*:[*?/]*$|^arn:[^:]*:[^:]*:[^:]*:[^:]*[*?]/;

/** What is made a moment later has no name yet: the tags that are asked for it say whose it is. */
const OF_WHAT_IS_MADE = /^aws:(requesttag|resourcetag)\//;

/** Stores are named before they are made, and whoever may put a tag on one could make it his. */
const OF_STORES = /^(rds|elasticache|dynamodb|backup|s3|sqs|sns|secretsmanager|kms):/i;

/** Actions that reach further than their resource says, and the condition that keeps them to one use. */
const KEPT_BY: readonly (readonly [action: RegExp, key: RegExp, name: string])[] = [
  [
    /^kms:(CreateGrant$|Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/i,
    /^kms:(viaservice|encryptioncontext:)/,
    "kms:ViaService",
  ],
  // A grant hands the key's rights on: to a service alone.
  [/^kms:CreateGrant$/i, /^kms:grantisforawsresource$/, "kms:GrantIsForAWSResource"],
  [/^rds:Delete/i, /^aws:resourcetag\//, "a tag of what may go"],
  [/^rds:AddTagsToResource$/i, /^aws:requesttag\//, "the tag that it may give"],
  [/^s3:ListBucket$/i, /^s3:prefix$/, "s3:prefix"],
  [/^cloudwatch:PutMetricData$/i, /^cloudwatch:namespace$/, "cloudwatch:namespace"],
];

/** S3 itself lists a bucket that it copies, and names no prefix; nobody else has a use for the other action. */
const OF_REPLICATION = /^s3:GetReplicationConfiguration$/i;

/** Snapshots that AWS Backup has taken, which are its own to tag and to end. */
const OF_AWS_BACKUP = /^arn:[^:]*:rds:[^:]*:\d{12}:snapshot:awsbackup:/;

const ALLOWED = "named resources, or a condition on the tags of what is made";

function problemsOf(statement: Statement): Problem[] {
  const { sid, effect, actions, resources, inverted, conditions } = statement;
  if (effect !== "Allow") return [];
  const wide = resources.filter((resource) => NAMES_NOTHING.test(resource));
  const isKept = (key: RegExp): boolean =>
    conditions.some((condition) => key.test(condition.key) && isNarrowing(condition));
  const isOfBackup = resources.every((resource) => OF_AWS_BACKUP.test(resource));
  const isHarmless =
    (isKept(OF_WHAT_IS_MADE) && !actions.some((action) => OF_STORES.test(action))) ||
    actions.every((action) => WITHOUT_RESOURCE.test(action));
  return [
    ...inverted
      .filter((key) => key === "NotResource")
      .map((key) => ({ wrong: `statement ${sid} allows all but its ${key}`, allowed: ALLOWED })),
    ...(wide.length > 0 && !isHarmless
      ? [{ wrong: `statement ${sid} allows ${actions.join(", ")} on ${wide.join(", ")}`, allowed: ALLOWED }]
      : []),
    ...KEPT_BY.flatMap(([action, key, name]) =>
      actions.some((each) => action.test(each)) &&
      !isKept(key) &&
      !(isOfBackup && action.source.startsWith("^rds:")) &&
      !(name === "s3:prefix" && actions.some((each) => OF_REPLICATION.test(each)))
        ? [
            {
              wrong: `statement ${sid} allows ${actions.join(", ")} for every use`,
              allowed: `a condition on ${name}`,
            },
          ]
        : [],
    ),
  ];
}

export const forbidWildcardResources: ResourceRule = {
  id: "forbid-wildcard-resources",
  title: "IAM policies name their resources, and what a key or a list of a bucket is for",
  rationale: "The role could reach resources of other stacks in the account.",
  remedy: "Name the resources, and add the condition.",
  severity: "high",
  source: "AWS Well-Architected, SEC03-BP02",
  whenUnknown: "wait",
  scope: "resource",
  types: IDENTITY_POLICIES,
  check: (resource) =>
    identityDocuments(resource).flatMap(({ document }) => statementsOf(document).flatMap(problemsOf)),
};
