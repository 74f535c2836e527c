import { at } from "../../models/manifest/values";
import { shown } from "../read";
import type { PolicyResource, Problem, ResourceRule, Yardstick } from "../rule";

/** AWS has no tags for them. */
const WITHOUT_TAGS: readonly string[] = [
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:cloudfront/function:Function",
  "aws:cloudfront/originAccessControl:OriginAccessControl",
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  "aws:costexplorer/costAllocationTag:CostAllocationTag",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:route53/record:Record",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:secretsmanager/secretVersion:SecretVersion",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
];

/** A changed tag would be refused: an update of a VPC origin that a distribution uses is a conflict. */
const CONSTANT_ONLY: readonly string[] = ["aws:cloudfront/vpcOrigin:VpcOrigin"];

/** What each tag is to be; null where any text will do. */
function tagsOf(
  { type, component }: PolicyResource,
  { tier }: Yardstick,
): Readonly<Record<string, string | null>> {
  const constant = { "cost-component": component, environment: null, "managed-by": "pulumi", project: null };
  return CONSTANT_ONLY.includes(type)
    ? constant
    : { ...constant, "scaling-tier": tier.name, "monthly-budget-usd": String(tier.monthlyBudgetUsd) };
}

const isWrong = (value: unknown, wanted: string | null): boolean =>
  wanted === null ? typeof value !== "string" || value === "" : value !== wanted;

/** Kubernetes objects bear the budget line as a label. */
function labelProblems({ inputs, component }: PolicyResource): Problem[] {
  const value = at(at(inputs, "metadata.labels"), "cost-component");
  return value === component
    ? []
    : [{ wrong: `label cost-component is ${shown(value)}`, allowed: shown(component) }];
}

function tagProblems(resource: PolicyResource, yardstick: Yardstick): Problem[] {
  const wrong = Object.entries(tagsOf(resource, yardstick)).flatMap(([tag, wanted]) => {
    const value = at(at(resource.inputs, "tags"), tag);
    return isWrong(value, wanted)
      ? [{ wrong: `tag ${tag} is ${shown(value)}`, allowed: wanted === null ? "a value" : shown(wanted) }]
      : [];
  });
  return wrong.length === 0
    ? []
    : [
        {
          wrong: wrong.map((each) => each.wrong).join(", "),
          allowed: wrong.map((each) => each.allowed).join(", "),
        },
      ];
}

export const requireCostTags: ResourceRule = {
  id: "require-cost-tags",
  title: "Resources carry the cost tags of their tier and budget line",
  rationale: "Untagged costs cannot be attributed, and no budget counts them.",
  remedy: "Pass the tags or labels of the component.",
  severity: "medium",
  source: "docs/cost.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: "every",
  check: (resource, yardstick) => {
    const { type } = resource;
    if (type.startsWith("kubernetes:")) return labelProblems(resource);
    return type.startsWith("aws:") && !WITHOUT_TAGS.includes(type) ? tagProblems(resource, yardstick) : [];
  },
};
