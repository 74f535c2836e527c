import { at } from "../../models/changes";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

const TAGS = ["scaling-tier", "cost-component", "monthly-budget-usd", "environment", "managed-by", "project"];

/** What costs money by itself and can carry tags that change. */
const TAGGED = [
  "aws:cloudfront/distribution:Distribution",
  "aws:ec2/instance:Instance",
  "aws:ec2/natGateway:NatGateway",
  "aws:eks/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:kms/key:Key",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
];

export const requireCostTags: ResourceRule = {
  id: "require-cost-tags",
  title: "Resources carry the cost tags of their tier",
  rationale: "Untagged money cannot be told from other money, and no budget counts it.",
  remedy: "Pass the tags of the component.",
  severity: "medium",
  source: "docs/cost.md",
  scope: "resource",
  types: TAGGED,
  check: ({ inputs }, tier) =>
    TAGS.flatMap((tag) => {
      const value = at(inputs, `tags.${tag}`);
      const wanted =
        tag === "scaling-tier"
          ? tier.name
          : tag === "monthly-budget-usd"
            ? String(tier.monthlyBudgetUsd)
            : undefined;
      return typeof value === "string" && (wanted === undefined || value === wanted)
        ? []
        : [{ wrong: `tag ${tag} is ${shown(value)}`, allowed: wanted ?? "a value" }];
    }),
};
