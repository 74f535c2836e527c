import { isReplica } from "../../kinds/rds/replica";
import { at, listOf } from "../../models/manifest/values";
import type { PolicyResource, ResourceRule } from "../rule";

/** Caches are not among them: what they hold can be worked out again or is in their snapshots. */
const PROTECTED = [
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:sqs/queue:Queue",
  "aws:secretsmanager/secret:Secret",
  "kubernetes:core/v1:PersistentVolumeClaim",
  // Without them a bucket that stays would be open, or would keep what nobody ends.
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  // Without them nothing would be copied any more.
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  // What everything else stands in, or is reached by: its replacement is an outage of hours.
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:eks/cluster:Cluster",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:cloudfront/distribution:Distribution",
];

/** It encrypts alerts on their way, which are gone in minutes. */
const EDGE_KEY = "operations-edge-key";

/** Buckets of logs and of the canary's runs, and their settings: objects expire by themselves, and nothing depends on them. */
const LOGS = /^(network-flow-logs|cdn-request-logs|cdn-web-acl-logs|canary)-/;

/** Copies in another account alone end with the setting that asks for them; those that were made stay there. */
function isIntoAccount({ inputs }: PolicyResource): boolean {
  const rules = listOf(inputs["rules"]);
  return rules.length > 0 && rules.every((rule) => at(rule, "destination.account") !== undefined);
}

export const requireProtection: ResourceRule = {
  id: "require-protection",
  title: "What holds data, and what the product stands on, is protected in Pulumi",
  rationale: "Renaming one in the program would delete it and create an empty one.",
  remedy: "Pass protect: true in the resource's options.",
  severity: "critical",
  source: "docs/decisions/0015-what-outlives-the-stack.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: PROTECTED,
  check: (resource) =>
    resource.protect ||
    isReplica(resource) ||
    isIntoAccount(resource) ||
    LOGS.test(resource.name) ||
    resource.name === EDGE_KEY
      ? []
      : [{ wrong: "protect is false", allowed: "true" }],
};
