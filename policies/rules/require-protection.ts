import { isReplica } from "../../kinds/rds/replica";
import type { ResourceRule } from "../rule";

/** Caches are not among them: what they hold can be worked out again or is in their snapshots. */
const HOLD_DATA = [
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:kms/key:Key",
  "aws:sqs/queue:Queue",
  "aws:secretsmanager/secret:Secret",
  "kubernetes:core/v1:PersistentVolumeClaim",
];

/** Its objects expire by themselves, and nothing depends on them. */
const FLOW_LOGS = "network-flow-logs-bucket";

export const requireProtection: ResourceRule = {
  id: "require-protection",
  title: "Resources that hold data are protected in Pulumi",
  rationale: "Renaming one in the program would delete it and create an empty one.",
  remedy: "Pass protect: true in the resource's options.",
  severity: "critical",
  source: "docs/decisions/0015-what-outlives-the-stack.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: HOLD_DATA,
  check: (resource) =>
    resource.protect || isReplica(resource) || resource.name === FLOW_LOGS
      ? []
      : [{ wrong: "protect is false", allowed: "true" }],
};
