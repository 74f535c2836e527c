import {
  deployerPolicy,
  deployerPolicySchema,
  POLICY_CHARACTERS_MAX,
  type DeployerPolicy,
} from "../../../models/account/deployer-policy";
import type { Deployment } from "../../../models/account/statements";
import type { Manifest } from "../../../models/manifest/manifest";
import { TIER_NAMES } from "../../../tiers";
import { recordedTiers } from "../../support/recorded-tiers";

const manifestOf = recordedTiers();
const deployment = ({ resources, region }: Manifest): Deployment => ({
  resources,
  region,
  account: "111122223333",
  project: "scaling-tiers",
  environment: "example",
  secretArns: [],
});

type Statement = DeployerPolicy["documents"][number]["document"]["Statement"][number];
const statementsOf = ({ documents }: DeployerPolicy): Statement[] =>
  documents.flatMap(({ document }) => document.Statement);
const withAction = (policy: DeployerPolicy, action: string): Statement[] =>
  statementsOf(policy).filter(({ Action }) => Action.includes(action));
const ofTier = (tier: (typeof TIER_NAMES)[number], changes: Partial<Deployment> = {}): DeployerPolicy =>
  deployerPolicy("prod", { ...deployment(manifestOf(tier)), ...changes });

test.each(TIER_NAMES)("tier %s needs at most ten documents, none longer than IAM takes", (tier) => {
  const policy = ofTier(tier);
  expect(deployerPolicySchema.parse(policy)).toEqual(policy);
  expect(policy.documents.length).toBeLessThanOrEqual(10);
  for (const { characters, document } of policy.documents) {
    expect(characters).toBe(JSON.stringify(document).replace(/\s/g, "").length);
    expect(characters).toBeLessThanOrEqual(POLICY_CHARACTERS_MAX);
  }
});

test("names begin as those of the stack do", () => {
  const [create] = withAction(ofTier("500"), "rds:CreateDBInstance");
  expect(create?.Resource).toEqual([
    "arn:aws:rds:us-east-1:111122223333:db:example-*",
    "arn:aws:rds:us-east-1:111122223333:og:default:*",
    "arn:aws:rds:us-east-1:111122223333:pg:example-*",
    "arn:aws:rds:us-east-1:111122223333:subgrp:example-*",
  ]);
});

test("of a long environment, names are as short as AWS made them", () => {
  const policy = ofTier("100", { environment: "example-europe" });
  expect(withAction(policy, "rds:CreateDBInstance")[0]?.Resource).toContain(
    "arn:aws:rds:us-east-1:111122223333:db:example-*",
  );
});

test("an environment that may not begin a name is found behind the e that goes before it", () => {
  const renamed = JSON.parse(JSON.stringify(manifestOf("100")).replace(/\bexample-/g, "e2024-")) as Manifest;
  const policy = deployerPolicy("prod", { ...deployment(renamed), environment: "2024" });
  expect(withAction(policy, "iam:CreateRole")[0]?.Resource).toEqual([
    "arn:aws:iam::111122223333:role/e2024-*",
  ]);
});

test("objects of EC2 are deleted only with the tags of the stack", () => {
  const condition = {
    StringEquals: {
      "aws:ResourceTag/environment": "example",
      "aws:ResourceTag/project": "scaling-tiers",
    },
  };
  for (const action of ["ec2:DeleteVpc", "ec2:DeleteSubnet", "rds:DeleteDBInstance", "eks:DeleteCluster"]) {
    const found = withAction(ofTier("100"), action);
    expect(found.map(({ Condition }) => Condition)).toEqual([condition]);
  }
});

test("what outlives the stack is never deleted", () => {
  const actions = statementsOf(ofTier("100")).flatMap(({ Action }) => Action);
  for (const action of ["kms:ScheduleKeyDeletion", "secretsmanager:DeleteSecret"])
    expect(actions).not.toContain(action);
  // Of buckets those of the canary and of logs go with the stack, each by its own name.
  const buckets = (tier: (typeof TIER_NAMES)[number]): string[] =>
    withAction(ofTier(tier), "s3:DeleteBucket").flatMap(({ Resource }) => Resource);
  expect(buckets("100")).toEqual([
    expect.stringMatching(/^arn:aws:s3:::example-canary-[a-z0-9]{8}-\*$/) as string,
  ]);
  for (const name of buckets("20k"))
    expect(name).toMatch(/^arn:aws:s3:::(aws-waf-logs-)?example-([a-z-]+-)?[a-z0-9]{8}-\*$/);
});

test("roles are handed on only to the services that take them", () => {
  const passedTo = (tier: (typeof TIER_NAMES)[number]) =>
    withAction(ofTier(tier), "iam:PassRole").map(({ Resource, Condition }) => [Resource, Condition]);
  const role = ["arn:aws:iam::111122223333:role/example-*"];
  // Lambda runs the canary.
  const services = ["eks.amazonaws.com", "lambda.amazonaws.com", "pods.eks.amazonaws.com"];
  // Cognito gives guests of the larger tiers the role with which browsers report, and S3 copies to another region.
  const ofTheLargest = ["cognito-identity.amazonaws.com", ...services, "s3.amazonaws.com"];
  expect(passedTo("20k")).toEqual([[role, { StringEquals: { "iam:PassedToService": ofTheLargest } }]]);
  // The NAT instance of the small tiers has one.
  expect(passedTo("100")).toEqual([
    [role, { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", ...services] } }],
  ]);
});

test("only policies that the stack attaches may be attached", () => {
  const [attach] = withAction(ofTier("500"), "iam:AttachRolePolicy");
  const allowed = attach?.Condition?.["ArnEquals"]?.["iam:PolicyARN"];
  expect(allowed).toContain("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy");
  expect(allowed).not.toContain("arn:aws:iam::aws:policy/AdministratorAccess");
});

test("secrets are read by their names, and those of the configuration one by one", () => {
  const own = ["arn:aws:secretsmanager:us-east-1:111122223333:secret:example-*"];
  const stripe = "arn:aws:secretsmanager:us-east-1:111122223333:secret:stripe-AbCdEf";
  const read = (secretArns: readonly string[]) =>
    withAction(ofTier("500", { secretArns }), "secretsmanager:GetSecretValue").map(
      ({ Resource }) => Resource,
    );
  expect(read([])).toEqual([own]);
  expect(read([stripe]).sort()).toEqual([own, [stripe]]);
});

test("the firewall of CloudFront is in us-east-1, wherever the stack is", () => {
  const [create] = withAction(ofTier("500", { region: "eu-central-1" }), "wafv2:CreateWebACL");
  expect(create?.Resource[0]).toMatch(/^arn:aws:wafv2:us-east-1:/);
});

test("a type of AWS that nothing is known of is named", () => {
  const manifest = manifestOf("100");
  const resources = manifest.resources.map((each) =>
    each.name === "network-vpc" ? { ...each, type: "aws:ec2/vpn:Vpn" } : each,
  );
  expect(() => deployerPolicy("prod", deployment({ ...manifest, resources }))).toThrow(
    "aws:ec2/vpn:Vpn has no entry in kinds/permissions.",
  );
});
