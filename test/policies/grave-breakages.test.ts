import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import type { PolicyResource } from "../../policies/rule";
import { tierNamed, type TierName } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";
import { breakOne } from "./broken-cases";

const manifestOf = recordedTiers();

/** Ids of the rules that object to the resources of a tier. */
const objecting = (tier: TierName, resources: readonly PolicyResource[]): string[] => [
  ...new Set(
    evaluate(RULES, resources, { tier: tierNamed(tier), region: "us-east-1" }).violations.map(
      ({ policy }) => policy,
    ),
  ),
];

const withBroken = (tier: TierName, name: string, path: string, value: unknown): string[] =>
  objecting(tier, breakOne(manifestOf(tier).resources, { name, path, value }));

const without = (tier: TierName, type: string, name?: string): string[] =>
  objecting(
    tier,
    manifestOf(tier).resources.filter(
      (each) => each.type !== type || (name !== undefined && each.name !== name),
    ),
  );

const document = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

const MISSING: readonly (readonly [what: string, type: string, rule: string, name?: string])[] = [
  [
    "every public access block",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "require-companions",
  ],
  [
    "the encryption of buckets",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "require-companions",
  ],
  [
    "the lifecycle of buckets",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "require-companions",
  ],
  ["versions", "aws:s3/bucketVersioning:BucketVersioning", "require-companions"],
  ["the flow log", "aws:ec2/flowLog:FlowLog", "require-companions"],
  ["the policies of queues", "aws:sqs/queuePolicy:QueuePolicy", "require-companions"],
  ["the subscriptions", "aws:sns/topicSubscription:TopicSubscription", "require-heard-budgets"],
  ["the topics' policies", "aws:sns/topicPolicy:TopicPolicy", "require-heard-budgets"],
  [
    "the log group of the cluster",
    "aws:cloudwatch/logGroup:LogGroup",
    "require-log-groups",
    "cluster-log-group",
  ],
  ["the dead letters", "aws:sqs/queue:Queue", "require-dead-letters", "app-embeddings-dead-letters"],
  ["the default group", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "require-closed-default-group"],
  [
    "the routes' associations",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "forbid-public-subnets",
  ],
  ["the budgets", "aws:budgets/budget:Budget", "require-heard-budgets"],
  ["the users of the cache", "aws:elasticache/userGroup:UserGroup", "require-store-authentication"],
  ["the parameter groups", "aws:rds/parameterGroup:ParameterGroup", "require-used-parameter-groups"],
];

test.each(MISSING.map(([what, type, rule, name]) => ({ what, type, rule, name })))(
  "without $what: $rule",
  ({ type, rule, name }) => {
    expect(without("10k", type, name)).toContain(rule);
  },
);

const EVERYBODY = {
  Sid: "Everybody",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "*",
};
const PUBLIC_ROLE = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
const allow = (rest: object): object => ({ Sid: "Broken", Effect: "Allow", ...rest });

const BROKEN: readonly (readonly [what: string, rule: string, name: string, path: string, value: unknown])[] =
  [
    [
      "a bucket that everybody may read",
      "forbid-open-resource-policies",
      "cdn-assets-policy",
      "inputs.policy",
      document(EVERYBODY),
    ],
    [
      "everybody under a condition that is always true",
      "forbid-open-resource-policies",
      "cdn-assets-policy",
      "inputs.policy",
      document({ ...EVERYBODY, Condition: { StringLike: { "aws:SourceArn": "*" } } }),
    ],
    [
      "everybody but somebody",
      "forbid-open-resource-policies",
      "cdn-assets-policy",
      "inputs.policy",
      document({
        Effect: "Allow",
        NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: "s3:GetObject",
        Resource: "*",
      }),
    ],
    [
      "another account",
      "forbid-open-resource-policies",
      "encryption-key-key",
      "inputs.policy",
      document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" }),
    ],
    [
      "the administrator's rights for a node",
      "forbid-broad-managed-policies",
      "cluster-roles-AmazonEKSWorkerNodeMinimalPolicy",
      "inputs.policyArn",
      "arn:aws:iam::aws:policy/AdministratorAccess",
    ],
    [
      "a managed policy that stands in the role",
      "forbid-broad-managed-policies",
      "cluster-roles-node",
      "inputs.managedPolicyArns",
      ["arn:aws:iam::aws:policy/PowerUserAccess"],
    ],
    [
      "all actions but some",
      "forbid-wildcard-actions",
      "app-web-policy",
      "inputs.policy",
      document(allow({ NotAction: "iam:*", Resource: "arn:aws:s3:::bucket/*" })),
    ],
    [
      "a policy that stands in the role",
      "forbid-wildcard-actions",
      "app-web-role",
      "inputs.inlinePolicies",
      [{ name: "own", policy: document(allow({ Action: "*", Resource: "*" })) }],
    ],
    [
      "a right to hand on roles",
      "forbid-wildcard-actions",
      "app-web-policy",
      "inputs.policy",
      document(allow({ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/x" })),
    ],
    [
      "all resources but some",
      "forbid-wildcard-resources",
      "app-web-policy",
      "inputs.policy",
      document(allow({ Action: "s3:GetObject", NotResource: "arn:aws:s3:::x/*" })),
    ],
    [
      "every bucket",
      "forbid-wildcard-resources",
      "app-web-policy",
      "inputs.policy",
      document(allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" })),
    ],
    [
      "everything under a condition that is always true",
      "forbid-wildcard-resources",
      "app-web-policy",
      "inputs.policy",
      document(
        allow({ Action: "s3:GetObject", Resource: "*", Condition: { StringLike: { "s3:prefix": "*" } } }),
      ),
    ],
    ["a policy that cannot be read", "forbid-wildcard-actions", "app-web-policy", "inputs.policy", "{"],
    [
      "a role that trusts everybody",
      "forbid-open-trust",
      "app-web-role",
      "inputs.assumeRolePolicy",
      document(PUBLIC_ROLE),
    ],
    [
      "a role that another account may take",
      "forbid-open-trust",
      "app-web-role",
      "inputs.assumeRolePolicy",
      document({ ...PUBLIC_ROLE, Principal: { AWS: "arn:aws:iam::444455556666:root" } }),
    ],
    ["a web ACL without rules", "require-blocking-web-firewall", "cdn-web-acl", "inputs.rules", []],
    [
      "a cache without users",
      "require-store-authentication",
      "valkey-main-group",
      "inputs.userGroupIds",
      undefined,
    ],
    [
      "a user of the cache without a password",
      "require-store-authentication",
      "valkey-user",
      "inputs.authenticationMode",
      { type: "no-password-required" },
    ],
    [
      "a database without a password",
      "require-store-authentication",
      "postgres-shard-0-primary",
      "inputs.password",
      undefined,
    ],
    [
      "the cluster's API for everybody, in halves",
      "forbid-open-cluster-endpoint",
      "cluster-control-plane",
      "inputs.vpcConfig.publicAccessCidrs",
      ["0.0.0.0/1", "128.0.0.0/1"],
    ],
    [
      "stores in subnets with a way out",
      "forbid-public-subnets",
      "network-data-association-0",
      "inputs.routeTableId",
      "network-private-route-table-0-id",
    ],
    [
      "a key of another account",
      "require-own-key",
      "postgres-shard-0-primary",
      "inputs.kmsKeyId",
      "arn:aws:kms:us-east-1:444455556666:key/other",
    ],
    [
      "an alarm that a topic without a listener gets",
      "require-heard-budgets",
      "operations-alerts-email",
      "inputs.topic",
      "elsewhere",
    ],
    [
      "a budget above the tier's",
      "require-heard-budgets",
      "operations-budget-tier",
      "inputs.limitAmount",
      "100000",
    ],
    ["logs without a key", "require-own-key", "cluster-log-group", "inputs.kmsKeyId", undefined],
    [
      "parameters that no instance uses",
      "require-used-parameter-groups",
      "postgres-shard-0-primary",
      "inputs.parameterGroupName",
      "default.postgres17",
    ],
  ];

test.each(BROKEN)("%s: %s", (_what, rule, name, path, value) => {
  expect(withBroken("10k", name, path, value)).toContain(rule);
});

test("security groups that let in each other come to an end", () => {
  const group = "aws:ec2/securityGroup:SecurityGroup";
  const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  const one = (type: string, name: string, inputs: Record<string, unknown>): PolicyResource => ({
    urn: `urn:pulumi:s::p::scaling-tiers:network:Network$${type}::${name}`,
    type,
    name,
    inputs: { ...inputs },
    protect: false,
    component: "network",
  });
  const circle = [
    one(group, "a", {}),
    one(group, "b", {}),
    ...(["a", "b"] as const).map((name) =>
      one(rule, `${name}-rule`, {
        securityGroupId: `${name}-id`,
        referencedSecurityGroupId: `${name === "a" ? "b" : "a"}-id`,
        ipProtocol: "-1",
      }),
    ),
  ];
  expect(objecting("10k", [...manifestOf("10k").resources, ...circle])).toContain(
    "forbid-wide-security-group-rules",
  );
});
