import { DATA_RISKS, DOWNTIME_CLASSES } from "../../../kinds/facts";
import type { judgeOperation } from "../../../models/upgrade/judge";
import type { Operation } from "../../../models/upgrade/operations";
import { at, isSet } from "../../../models/manifest/values";

type Step = ReturnType<typeof judgeOperation>;

/** The least that a step must say, by a source that is not the catalogue's own rule. */
export interface StepFact {
  readonly says: string;
  readonly source: string;
  readonly applies: (operation: Operation, step: Step) => boolean;
  readonly downtime?: (typeof DOWNTIME_CLASSES)[number];
  readonly dataRisk?: (typeof DATA_RISKS)[number];
  readonly minutesMax?: number;
  readonly irreversible?: true;
  /** It cannot be changed in place. */
  readonly replaced?: true;
}

const RDS = "aws:rds/instance:Instance";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";
const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

const updates = ({ before, after }: Operation): boolean => before !== undefined && after !== undefined;
const ends = ({ before, after }: Operation): boolean => before !== undefined && after === undefined;
const changed = ({ changes }: Operation, path: string): boolean =>
  changes.some(
    ({ generic }) => generic === path || generic.startsWith(`${path}.`) || generic.startsWith(`${path}[`),
  );
const shrinks = ({ before, after }: Operation, path: string): boolean =>
  Number.parseFloat(String(at(after?.inputs, path))) < Number.parseFloat(String(at(before?.inputs, path)));
const isReplica = ({ before }: Operation): boolean => isSet(at(before?.inputs, "replicateSourceDb"));
const hasStandby = ({ before }: Operation): boolean => at(before?.inputs, "multiAz") === true;
const template = (operation: Operation): boolean => changed(operation, "spec.template");

/** What vendors say of changes, apart from the rules that a report is made of. */
export const STEP_FACTS: readonly StepFact[] = [
  {
    says: "an add-on with other values starts its pods anew, while EKS waits for them",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:eks/addon:Addon" &&
      changed(operation, "configurationValues"),
    downtime: "rolling",
    minutesMax: 1,
  },
  {
    says: "what is retained by nobody is lost with it",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html",
    applies: (operation) =>
      ends(operation) &&
      ["aws:s3/bucket:Bucket", "aws:cloudwatch/logGroup:LogGroup", CLAIM].includes(operation.type) &&
      operation.before?.retainOnDelete === false,
    dataRisk: "loss",
    irreversible: true,
    minutesMax: 1,
  },
  {
    says: "what is protected, or is to outlive the stack, has data that need it",
    source: "https://www.pulumi.com/docs/iac/concepts/options/retainondelete/",
    applies: (operation) => ends(operation) && operation.before?.retainOnDelete === true,
    dataRisk: "recoverable",
  },
  {
    says: "a replica of a secret is made before the update ends",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:secretsmanager/secret:Secret" &&
      changed(operation, "replicas"),
    minutesMax: 1,
  },
  {
    says: "AWS Backup has no call that changes a selection",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:backup/selection:Selection" &&
      changed(operation, "resources"),
    replaced: true,
  },
  {
    says: "copied backups take a while to end",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/AutomatedBackups.StopReplicating.html",
    applies: (operation) =>
      ends(operation) &&
      operation.type === "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
    minutesMax: 5,
  },
  {
    says: "a primary that is deleted is an outage of its shard, and its rows are in a snapshot at best",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    applies: (operation) => ends(operation) && operation.type === RDS && !isReplica(operation),
    downtime: "outage",
    dataRisk: "recoverable",
    irreversible: true,
    minutesMax: 5,
  },
  {
    says: "a replica that is deleted has to be copied anew",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    applies: (operation) => ends(operation) && operation.type === RDS && isReplica(operation),
    irreversible: true,
    minutesMax: 5,
  },
  {
    says: "another class without a standby is an outage while the instance starts again",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstance.Modifying.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === RDS &&
      changed(operation, "instanceClass") &&
      !hasStandby(operation) &&
      !isReplica(operation),
    downtime: "restart",
    minutesMax: 10,
  },
  {
    says: "another class with a standby fails over",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstance.Modifying.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === RDS &&
      changed(operation, "instanceClass") &&
      hasStandby(operation),
    downtime: "failover",
    minutesMax: 10,
  },
  {
    says: "another class of a replica interrupts its readers",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstance.Modifying.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === RDS &&
      changed(operation, "instanceClass") &&
      isReplica(operation),
    downtime: "rolling",
    minutesMax: 10,
  },
  {
    says: "storage of RDS never shrinks",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html",
    applies: (operation) =>
      updates(operation) && operation.type === RDS && changed(operation, "allocatedStorage"),
    irreversible: true,
    minutesMax: 10,
  },
  {
    says: "less storage is another instance, to which somebody copies",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html",
    applies: (operation) =>
      updates(operation) && operation.type === RDS && shrinks(operation, "allocatedStorage"),
    downtime: "outage",
  },
  {
    says: "a modified instance is modifying for a while",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html",
    applies: (operation) =>
      updates(operation) && operation.type === RDS && changed(operation, "backupRetentionPeriod"),
    minutesMax: 1,
  },
  {
    says: "a group of parameters is applied for a while before it is in sync",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:rds/parameterGroup:ParameterGroup" &&
      changed(operation, "parameters"),
    minutesMax: 1,
  },
  {
    says: "fewer days of backups delete those that are older",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    applies: (operation) =>
      updates(operation) && operation.type === RDS && shrinks(operation, "backupRetentionPeriod"),
    dataRisk: "recoverable",
    irreversible: true,
  },
  {
    says: "a static parameter waits for a reboot",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:rds/parameterGroup:ParameterGroup" &&
      changed(operation, "parameters") &&
      JSON.stringify(staticOf(operation.before?.inputs)) !==
        JSON.stringify(staticOf(operation.after?.inputs)),
    downtime: "restart",
    minutesMax: 1,
  },
  {
    says: "fewer days of logs delete those that are older",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:cloudwatch/logGroup:LogGroup" &&
      shrinks(operation, "retentionInDays"),
    dataRisk: "loss",
    irreversible: true,
  },
  {
    says: "other nodes of a cache take over by failover",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-cluster-vertical-scaling.html",
    applies: (operation) => updates(operation) && operation.type === CACHE && changed(operation, "nodeType"),
    downtime: "failover",
    minutesMax: 10,
  },
  {
    says: "a cache that is deleted answers nobody",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Delete.html",
    applies: (operation) => ends(operation) && operation.type === CACHE,
    downtime: "outage",
    dataRisk: "recoverable",
    irreversible: true,
    minutesMax: 5,
  },
  {
    says: "snapshots that are kept for fewer days are deleted",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html",
    applies: (operation) =>
      updates(operation) && operation.type === CACHE && shrinks(operation, "snapshotRetentionLimit"),
    dataRisk: "recoverable",
    irreversible: true,
  },
  {
    says: "fewer shards move keys",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-cluster-resharding-online.html",
    applies: (operation) =>
      updates(operation) && operation.type === CACHE && shrinks(operation, "numNodeGroups"),
    dataRisk: "recoverable",
  },
  {
    says: "a changed template rolls every pod",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#updating-a-deployment",
    applies: (operation) =>
      updates(operation) && operation.type === "kubernetes:apps/v1:Deployment" && template(operation),
    downtime: "rolling",
    minutesMax: 1,
  },
  {
    says: "a changed template restarts every pod, one after the other",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates",
    applies: (operation) => updates(operation) && operation.type === STATEFUL_SET && template(operation),
    downtime: "rolling",
    minutesMax: 3,
  },
  {
    says: "a single pod that is restarted is an outage",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates",
    applies: (operation) =>
      updates(operation) &&
      operation.type === STATEFUL_SET &&
      template(operation) &&
      Number(at(operation.before?.inputs, "spec.replicas")) === 1,
    downtime: "restart",
  },
  {
    says: "vectors on peers that go are lost with them",
    source: "https://qdrant.tech/documentation/guides/distributed_deployment/#removing-a-node",
    applies: (operation) =>
      updates(operation) && operation.type === STATEFUL_SET && shrinks(operation, "spec.replicas"),
    downtime: "outage",
    dataRisk: "loss",
    irreversible: true,
  },
  {
    says: "less than a volume has is another volume, to which somebody copies",
    source:
      "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims",
    applies: (operation) =>
      updates(operation) && operation.type === CLAIM && shrinks(operation, "spec.resources.requests.storage"),
    downtime: "outage",
  },
  {
    says: "a larger volume takes minutes",
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/monitoring-volume-modifications.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === CLAIM &&
      changed(operation, "spec.resources") &&
      !shrinks(operation, "spec.resources.requests.storage"),
    minutesMax: 1,
  },
  {
    says: "another number of pods takes the time in which they start or end",
    source:
      "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees",
    applies: (operation) =>
      updates(operation) && operation.type === STATEFUL_SET && changed(operation, "spec.replicas"),
    minutesMax: 1,
  },
  {
    // Those too many go after the update, which does not wait for them: the report has a step of its own for that.
    says: "more nodes take the time in which they start",
    source: "https://karpenter.sh/docs/concepts/nodepools/",
    applies: (operation, { operation: kind }) =>
      kind === "update" &&
      operation.type === "kubernetes:karpenter.sh/v1:NodePool" &&
      changed(operation, "spec.replicas") &&
      !shrinks(operation, "spec.replicas"),
    minutesMax: 2,
  },
  {
    says: "nodes that go take their pods away from where they are",
    source: "https://karpenter.sh/docs/concepts/disruption/",
    applies: (operation, { operation: kind }) =>
      kind === "update" &&
      operation.type === "kubernetes:karpenter.sh/v1:NodePool" &&
      shrinks(operation, "spec.replicas"),
    downtime: "rolling",
  },
  {
    says: "the name of an object is never changed",
    source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
    applies: (operation) =>
      updates(operation) && operation.type.startsWith("kubernetes:") && changed(operation, "metadata.name"),
    replaced: true,
  },
  {
    says: "a version of a secret is never changed",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:secretsmanager/secretVersion:SecretVersion" &&
      changed(operation, "secretString"),
    replaced: true,
  },
  {
    says: "rules of the firewall take minutes to reach every edge",
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-working-with.html",
    applies: (operation, { operation: kind }) =>
      kind === "update" && operation.type === "aws:wafv2/webAcl:WebAcl" && changed(operation, "rules"),
    minutesMax: 1,
  },
  {
    says: "a volume never shrinks",
    source:
      "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims",
    applies: (operation) =>
      updates(operation) && operation.type === CLAIM && changed(operation, "spec.resources"),
    irreversible: true,
  },
  {
    says: "nodes that are replaced are drained first",
    source: "https://karpenter.sh/docs/concepts/disruption/",
    applies: (operation, { operation: kind }) =>
      operation.type === "kubernetes:karpenter.sh/v1:NodePool" && kind === "replace",
    downtime: "rolling",
    minutesMax: 5,
  },
  {
    says: "a pool that goes with its nodes drains them first",
    source: "https://karpenter.sh/docs/concepts/disruption/",
    applies: (operation, { operation: kind }) =>
      kind === "delete" &&
      operation.type === "kubernetes:karpenter.sh/v1:NodePool" &&
      Number(at(operation.before?.inputs, "spec.replicas") ?? 0) > 0,
    downtime: "rolling",
    minutesMax: 5,
  },
  {
    says: "a canary that changes is made ready anew before it walks again",
    source: "https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_UpdateCanary.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:synthetics/canary:Canary" &&
      changed(operation, "schedule.expression"),
    minutesMax: 1,
  },
  {
    says: "another way out cuts off what is connected by it",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:ec2/route:Route" &&
      (changed(operation, "natGatewayId") || changed(operation, "networkInterfaceId")),
    downtime: "failover",
  },
  {
    says: "an address that is given back belongs to the next who asks",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
    applies: (operation) => ends(operation) && operation.type === "aws:ec2/eip:Eip",
    irreversible: true,
  },
  {
    says: "CloudFront takes minutes to reach every edge",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html",
    applies: (operation, { operation: kind }) =>
      updates(operation) &&
      kind === "update" &&
      operation.type === "aws:cloudfront/distribution:Distribution",
    minutesMax: 3,
  },
  {
    says: "a VPC origin that a distribution uses is not changed: another one is made, which takes minutes",
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:cloudfront/vpcOrigin:VpcOrigin" &&
      changed(operation, "vpcOriginEndpointConfig"),
    replaced: true,
    minutesMax: 5,
  },
  {
    says: "a rule does not move to another listener",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html",
    applies: (operation) =>
      updates(operation) &&
      operation.type === "aws:lb/listenerRule:ListenerRule" &&
      changed(operation, "listenerArn"),
    replaced: true,
  },
  {
    says: "EKS takes minutes for a changed control plane",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    applies: (operation, { operation: kind }) =>
      updates(operation) && kind === "update" && operation.type === "aws:eks/cluster:Cluster",
    minutesMax: 2,
  },
];

function staticOf(inputs: unknown): unknown[] {
  const parameters = at(inputs, "parameters");
  return (Array.isArray(parameters) ? (parameters as unknown[]) : [])
    .filter((each) => at(each, "applyMethod") === "pending-reboot")
    .map((each) => `${String(at(each, "name"))}=${String(at(each, "value"))}`)
    .sort();
}

const isMilder = <Value extends string>(scale: readonly Value[], said: Value, least: Value): boolean =>
  scale.indexOf(said) < scale.indexOf(least);

/** What in a step contradicts the facts, a sentence each. */
export function contradictions(operation: Operation, step: Step): string[] {
  const general = [
    ...(step.minutesMin > step.minutesMax ? ["it takes longer at least than at most"] : []),
    ...(step.downtime.secondsMin > step.downtime.secondsMax
      ? ["it is down longer at least than at most"]
      : []),
    ...(step.downtime.class === "none" && step.downtime.secondsMax > 0
      ? ["it is not down for some seconds"]
      : []),
    ...(step.dataRisk === "loss" && step.reversible ? ["what is lost comes back"] : []),
    ...(step.operation === "replace" && step.type === RDS ? ["a database is replaced"] : []),
  ];
  const missed = STEP_FACTS.filter((fact) => fact.applies(operation, step)).flatMap(
    ({ says, downtime, dataRisk, minutesMax, irreversible, replaced }) => [
      ...(replaced === true && step.operation !== "replace" ? [`${says}: ${step.operation}`] : []),
      ...(downtime !== undefined && isMilder(DOWNTIME_CLASSES, step.downtime.class, downtime)
        ? [`${says}: downtime ${step.downtime.class}`]
        : []),
      ...(dataRisk !== undefined && isMilder(DATA_RISKS, step.dataRisk, dataRisk)
        ? [`${says}: data risk ${step.dataRisk}`]
        : []),
      ...(minutesMax !== undefined && step.minutesMax < minutesMax
        ? [`${says}: ${step.minutesMax} minutes`]
        : []),
      ...(irreversible === true && step.reversible ? [`${says}: reversible`] : []),
    ],
  );
  return [...general, ...missed];
}
