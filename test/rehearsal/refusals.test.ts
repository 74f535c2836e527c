import { KINDS } from "../../kinds";
import type { Kind } from "../../kinds/kind";
import { CONDITIONS, REFUSALS } from "../../rehearsal/refusals";
import { memoryGiB } from "../../rehearsal/refusals/database";
import type { Operation } from "../../rehearsal/refusals/refusal";
import type { Values } from "../../models/manifest/values";
import { World, type WorldObject } from "../../rehearsal/world";

type Thing = readonly [type: string, id: string, inputs: Values, outputs?: Values];

/** An operation that is refused, and one that differs in a detail and is not. */
interface Case {
  readonly id: string;
  readonly world?: readonly Thing[];
  readonly on: Operation;
  readonly type: string;
  readonly before?: Values;
  readonly after?: Values;
  readonly accepted: { readonly world?: readonly Thing[]; readonly before?: Values; readonly after?: Values };
}

const INSTANCE = "aws:rds/instance:Instance";
const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const CLUSTER = "aws:eks/cluster:Cluster";
const SUBNET = "aws:ec2/subnet:Subnet";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
/** Id of the object that an update or a delete is about. */
const OWN = "own-id";

const zones: readonly Thing[] = ["use1-az1", "use1-az2", "use1-az4", "use1-az3"].map(
  (availabilityZoneId, index): Thing => [SUBNET, `subnet-${index}`, { availabilityZoneId }],
);
const cluster = (further: Values = {}, ...subnets: readonly number[]): Values => ({
  name: "platform",
  bootstrapSelfManagedAddons: false,
  vpcConfig: { subnetIds: subnets.map((index) => `subnet-${index}`) },
  ...further,
});
const autoMode = (computeConfig: Values, isBalanced = true): Values => ({
  computeConfig: { enabled: true, ...computeConfig },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: isBalanced } },
  storageConfig: { blockStorage: { enabled: true } },
});
const attached: Thing = [DISTRIBUTION, "d", { origins: [{ vpcOriginConfig: { vpcOriginId: OWN } }] }];
const endpoint = (httpPort: number): Values => ({ vpcOriginEndpointConfig: { httpPort } });
const primary = (further: Values = {}): Thing => [
  INSTANCE,
  "primary",
  { identifier: "primary", backupRetentionPeriod: 7, ...further },
];
const ABROAD_ARN = "arn:aws:rds:eu-central-1:123456789012:db:abroad";
const ABROAD: Thing = [
  INSTANCE,
  "abroad",
  { identifier: "abroad", backupRetentionPeriod: 7 },
  { arn: ABROAD_ARN },
];
const replica = (further: Values = {}): Values => ({ replicateSourceDb: "primary", ...further });
const parameters = (maxConnections: string): Thing => [
  "aws:rds/parameterGroup:ParameterGroup",
  "parameters",
  { name: "shared", parameters: [{ name: "max_connections", value: maxConnections }] },
];
const clusterMode = (
  replicasPerNodeGroup: number,
  multiAzEnabled: boolean,
  automaticFailoverEnabled = true,
) => ({
  clusterMode: "enabled",
  numNodeGroups: 1,
  replicasPerNodeGroup,
  multiAzEnabled,
  automaticFailoverEnabled,
});
const pods = (label: string): Values => ({
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: label } } },
  },
});
const claim = (storage: string): Values => ({ spec: { resources: { requests: { storage } } } });
const staticPool = (replicas: number, nodes: number): Values => ({ spec: { replicas, limits: { nodes } } });
const nodeAccess: readonly Thing[] = [
  ["aws:iam/role:Role", "role", { name: "node" }, { arn: "arn:aws:iam::1:role/node" }],
  ["aws:eks/accessEntry:AccessEntry", "entry", { type: "EC2", principalArn: "arn:aws:iam::1:role/node" }],
  [
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "association",
    {
      principalArn: "arn:aws:iam::1:role/node",
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
    },
  ],
];
const targetGroup = (tags: Values): Thing => [
  "aws:lb/targetGroup:TargetGroup",
  "tg",
  { tags },
  { arn: "arn:tg" },
];
const inUse = (id: string, type: string, user: string, inputs: Values, own: Values = {}): Case => ({
  id,
  type,
  on: "delete",
  world: [[user, "user", inputs]],
  before: own,
  accepted: { world: [] },
});
const protectedBy = (id: string, type: string, input: string): Case => ({
  id,
  type,
  on: "delete",
  before: { [input]: true, skipFinalSnapshot: true },
  accepted: { before: { [input]: false, skipFinalSnapshot: true } },
});

const CASES: readonly Case[] = [
  {
    id: "vpc-origin-update-in-use",
    type: VPC_ORIGIN,
    on: "update",
    world: [attached],
    before: endpoint(80),
    after: endpoint(8080),
    accepted: { world: [] },
  },
  {
    id: "vpc-origin-delete-in-use",
    type: VPC_ORIGIN,
    on: "delete",
    world: [attached],
    accepted: { world: [] },
  },
  {
    id: "vpc-origin-without-internet-gateway",
    type: VPC_ORIGIN,
    on: "create",
    after: endpoint(80),
    accepted: { world: [["aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: "vpc" }]] },
  },
  {
    id: "web-acl-outside-us-east-1",
    type: "aws:wafv2/webAcl:WebAcl",
    on: "create",
    after: { scope: "CLOUDFRONT" },
    accepted: { after: { scope: "CLOUDFRONT", region: "us-east-1" } },
  },
  {
    id: "certificate-outside-us-east-1",
    type: DISTRIBUTION,
    on: "create",
    world: [["aws:acm/certificate:Certificate", "c", {}, { arn: "arn:c", region: "eu-west-1" }]],
    after: { viewerCertificate: { acmCertificateArn: "arn:c" } },
    accepted: {
      world: [["aws:acm/certificate:Certificate", "c", {}, { arn: "arn:c", region: "us-east-1" }]],
    },
  },
  {
    id: "listener-certificate-elsewhere",
    type: "aws:lb/listener:Listener",
    on: "create",
    world: [["aws:acm/certificate:Certificate", "c", {}, { arn: "arn:c", region: "us-east-1" }]],
    after: { protocol: "HTTPS", certificateArn: "arn:c" },
    accepted: {
      world: [["aws:acm/certificate:Certificate", "c", {}, { arn: "arn:c", region: "eu-west-1" }]],
    },
  },
  {
    id: "security-group-rules-limit",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    on: "create",
    world: [
      [
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "http",
        { securityGroupId: "sg", prefixListId: "pl-cloudfront" },
      ],
    ],
    after: { securityGroupId: "sg", prefixListId: "pl-cloudfront" },
    accepted: { after: { securityGroupId: "sg-https", prefixListId: "pl-cloudfront" } },
  },
  protectedBy(
    "load-balancer-deletion-protection",
    "aws:lb/loadBalancer:LoadBalancer",
    "enableDeletionProtection",
  ),
  protectedBy("rds-deletion-protection", INSTANCE, "deletionProtection"),
  protectedBy("eks-deletion-protection", CLUSTER, "deletionProtection"),
  inUse("target-group-in-use", "aws:lb/targetGroup:TargetGroup", "aws:lb/listener:Listener", {
    defaultActions: [{ forward: { targetGroups: [{ arn: "arn:own" }] } }],
  }),
  inUse("vpc-in-use", "aws:ec2/vpc:Vpc", SUBNET, { vpcId: OWN }),
  inUse("subnet-in-use", SUBNET, CLUSTER, { vpcConfig: { subnetIds: [OWN] } }),
  inUse("security-group-in-use", "aws:ec2/securityGroup:SecurityGroup", INSTANCE, {
    vpcSecurityGroupIds: [OWN],
  }),
  inUse(
    "rds-subnet-group-in-use",
    "aws:rds/subnetGroup:SubnetGroup",
    INSTANCE,
    { dbSubnetGroupName: "data" },
    { name: "data" },
  ),
  inUse(
    "rds-parameter-group-in-use",
    "aws:rds/parameterGroup:ParameterGroup",
    INSTANCE,
    { parameterGroupName: "data" },
    { name: "data" },
  ),
  inUse(
    "cache-subnet-group-in-use",
    "aws:elasticache/subnetGroup:SubnetGroup",
    GROUP,
    { subnetGroupName: "data" },
    { name: "data" },
  ),
  {
    id: "rds-replica-without-primary",
    type: INSTANCE,
    on: "create",
    after: replica(),
    accepted: { world: [primary()] },
  },
  {
    id: "rds-replica-of-primary-without-backups",
    type: INSTANCE,
    on: "create",
    world: [primary({ backupRetentionPeriod: 0 })],
    after: replica(),
    accepted: { world: [primary({ backupRetentionPeriod: 1 })] },
  },
  {
    id: "rds-replica-abroad-without-key",
    type: INSTANCE,
    on: "create",
    world: [ABROAD],
    after: replica({ replicateSourceDb: ABROAD_ARN }),
    accepted: { after: replica({ replicateSourceDb: ABROAD_ARN, kmsKeyId: "key of this region" }) },
  },
  {
    id: "rds-replica-with-an-engine-of-its-own",
    type: INSTANCE,
    on: "create",
    world: [primary()],
    after: replica({ dbName: "app" }),
    accepted: { after: replica() },
  },
  {
    id: "rds-replica-of-another-source",
    type: INSTANCE,
    on: "update",
    before: {},
    after: replica(),
    accepted: { before: replica(), after: {} },
  },
  {
    id: "rds-snapshot-not-found",
    type: INSTANCE,
    on: "create",
    after: { identifier: "restored", snapshotIdentifier: "before" },
    accepted: { after: { identifier: "restored" } },
  },
  {
    id: "rds-restore-source-not-found",
    type: INSTANCE,
    on: "create",
    after: {
      identifier: "restored",
      restoreToPointInTime: { restoreTime: "2026-11-29T02:10:00Z", sourceDbInstanceIdentifier: "primary" },
    },
    accepted: { world: [primary()] },
  },
  {
    id: "rds-replica-with-final-snapshot",
    type: INSTANCE,
    on: "delete",
    before: replica({ finalSnapshotIdentifier: "last" }),
    accepted: { before: replica({ skipFinalSnapshot: true }) },
  },
  {
    id: "rds-delete-without-final-snapshot",
    type: INSTANCE,
    on: "delete",
    before: { skipFinalSnapshot: false },
    accepted: { before: { finalSnapshotIdentifier: "last" } },
  },
  {
    id: "rds-storage-shrinks",
    type: INSTANCE,
    on: "update",
    before: { allocatedStorage: 100 },
    after: { allocatedStorage: 50 },
    accepted: { after: { allocatedStorage: 200 } },
  },
  {
    id: "rds-engine-downgrade",
    type: INSTANCE,
    on: "update",
    before: { engineVersion: "17.4" },
    after: { engineVersion: "16" },
    accepted: { after: { engineVersion: "17" } },
  },
  {
    id: "rds-major-upgrade-not-allowed",
    type: INSTANCE,
    on: "update",
    before: { engineVersion: "17" },
    after: { engineVersion: "18" },
    accepted: { after: { engineVersion: "18", allowMajorVersionUpgrade: true } },
  },
  {
    id: "eks-version-goes-back",
    type: CLUSTER,
    on: "update",
    world: zones,
    before: cluster({ version: "1.36" }, 0, 1),
    after: cluster({ version: "1.35" }, 0, 1),
    accepted: { after: cluster({ version: "1.36" }, 0, 1) },
  },
  {
    id: "eks-version-skips-one",
    type: CLUSTER,
    on: "update",
    world: zones,
    before: cluster({ version: "1.35" }, 0, 1),
    after: cluster({ version: "1.37" }, 0, 1),
    accepted: { after: cluster({ version: "1.36" }, 0, 1) },
  },
  {
    id: "rds-subnet-group-of-same-vpc",
    type: INSTANCE,
    on: "update",
    before: { dbSubnetGroupName: "a" },
    after: { dbSubnetGroupName: "b" },
    accepted: { after: { dbSubnetGroupName: "a" } },
  },
  {
    id: "rds-master-secret-key-changes",
    type: INSTANCE,
    on: "update",
    before: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: "a" },
    after: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: "b" },
    accepted: { after: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: "a" } },
  },
  {
    id: "rds-extended-support-changes",
    type: INSTANCE,
    on: "update",
    before: { engineLifecycleSupport: "open-source-rds-extended-support" },
    after: { engineLifecycleSupport: "open-source-rds-extended-support-disabled" },
    accepted: { after: { engineLifecycleSupport: "open-source-rds-extended-support" } },
  },
  {
    id: "rds-small-gp3-with-iops",
    type: INSTANCE,
    on: "create",
    after: { storageType: "gp3", allocatedStorage: 399, iops: 12_000 },
    accepted: { after: { storageType: "gp3", allocatedStorage: 400, iops: 12_000 } },
  },
  {
    id: "rds-striped-gp3-with-few-iops",
    type: INSTANCE,
    on: "update",
    before: { storageType: "gp3", allocatedStorage: 200 },
    after: { storageType: "gp3", allocatedStorage: 400 },
    accepted: { after: { storageType: "gp3", allocatedStorage: 400, iops: 12_000 } },
  },
  {
    id: "rds-standby-sensitive-parameters",
    type: INSTANCE,
    on: "update",
    world: [[INSTANCE, "replica", replica({ instanceClass: "db.m7g.large" })]],
    before: { identifier: "primary", instanceClass: "db.m7g.large" },
    after: { identifier: "primary", instanceClass: "db.r7g.large" },
    accepted: {
      world: [
        parameters("160"),
        [INSTANCE, "replica", replica({ instanceClass: "db.m7g.large", parameterGroupName: "shared" })],
      ],
      after: { identifier: "primary", instanceClass: "db.r7g.large", parameterGroupName: "shared" },
    },
  },
  {
    id: "rds-subnet-group-loses-subnet-in-use",
    type: "aws:rds/subnetGroup:SubnetGroup",
    on: "update",
    world: [[INSTANCE, "i", { dbSubnetGroupName: "data" }]],
    before: { name: "data", subnetIds: ["a", "b"] },
    after: { name: "data", subnetIds: ["a"] },
    accepted: { after: { name: "data", subnetIds: ["a", "b", "c"] } },
  },
  {
    id: "cache-subnet-group-loses-subnet-in-use",
    type: "aws:elasticache/subnetGroup:SubnetGroup",
    on: "update",
    world: [[GROUP, "g", { subnetGroupName: "data" }]],
    before: { name: "data", subnetIds: ["a", "b"] },
    after: { name: "data", subnetIds: ["a"] },
    accepted: { after: { name: "data", subnetIds: ["a", "b", "c"] } },
  },
  {
    id: "valkey-multi-az-without-replicas",
    type: GROUP,
    on: "create",
    after: clusterMode(0, true),
    accepted: { after: clusterMode(1, true) },
  },
  {
    id: "valkey-last-replica-and-multi-az-in-one-update",
    type: GROUP,
    on: "update",
    before: clusterMode(1, true),
    after: clusterMode(0, false),
    accepted: { before: clusterMode(1, false) },
  },
  {
    id: "valkey-cluster-mode-without-failover",
    type: GROUP,
    on: "create",
    after: clusterMode(0, false, false),
    accepted: { after: clusterMode(0, false) },
  },
  {
    id: "valkey-cluster-mode-goes-back",
    type: GROUP,
    on: "update",
    before: { clusterMode: "enabled" },
    after: { clusterMode: "disabled" },
    accepted: { before: { clusterMode: "compatible" } },
  },
  {
    id: "valkey-snapshot-not-found",
    type: GROUP,
    on: "create",
    after: { snapshotName: "before" },
    accepted: { after: {} },
  },
  {
    id: "valkey-snapshot-of-newer-engine",
    type: GROUP,
    on: "create",
    after: { engineVersion: "8.1", snapshotName: "of-8-2" },
    accepted: { after: { engineVersion: "8.2", snapshotName: "of-8-2" } },
  },
  {
    id: "bucket-versioning-disabled-again",
    type: "aws:s3/bucketVersioning:BucketVersioning",
    on: "update",
    before: { versioningConfiguration: { status: "Enabled" } },
    after: { versioningConfiguration: { status: "Disabled" } },
    accepted: { after: { versioningConfiguration: { status: "Suspended" } } },
  },
  {
    id: "eks-zone-added-later",
    type: CLUSTER,
    on: "update",
    world: zones,
    before: cluster({}, 0, 1),
    after: cluster({}, 0, 1, 2),
    accepted: { before: cluster({}, 0, 1, 2) },
  },
  {
    id: "eks-fewer-than-two-zones",
    type: CLUSTER,
    on: "create",
    world: zones,
    after: cluster({}, 0),
    accepted: { after: cluster({}, 0, 1) },
  },
  {
    id: "eks-zone-without-control-plane",
    type: CLUSTER,
    on: "create",
    world: zones,
    after: cluster({}, 0, 3),
    accepted: { after: cluster({}, 0, 1) },
  },
  {
    id: "eks-auto-mode-switches",
    type: CLUSTER,
    on: "create",
    world: zones,
    after: cluster(autoMode({}, false), 0, 1),
    accepted: { after: cluster(autoMode({}), 0, 1) },
  },
  {
    id: "eks-node-role-without-pools",
    type: CLUSTER,
    on: "create",
    world: zones,
    after: cluster(autoMode({ nodeRoleArn: "arn:role", nodePools: [] }), 0, 1),
    accepted: { after: cluster(autoMode({ nodePools: [] }), 0, 1) },
  },
  {
    id: "eks-auto-mode-with-bootstrapped-add-ons",
    type: CLUSTER,
    on: "create",
    world: zones,
    after: cluster({ ...autoMode({}), bootstrapSelfManagedAddons: true }, 0, 1),
    accepted: { after: cluster(autoMode({}), 0, 1) },
  },
  {
    id: "eks-authentication-mode-goes-back",
    type: CLUSTER,
    on: "update",
    world: zones,
    before: cluster({ accessConfig: { authenticationMode: "API" } }, 0, 1),
    after: cluster({ accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } }, 0, 1),
    accepted: { before: cluster({}, 0, 1) },
  },
  {
    id: "eks-control-plane-egress-goes-back",
    type: CLUSTER,
    on: "update",
    world: zones,
    before: { vpcConfig: { subnetIds: ["subnet-0", "subnet-1"], controlPlaneEgressMode: "CUSTOMER_ROUTED" } },
    after: { vpcConfig: { subnetIds: ["subnet-0", "subnet-1"], controlPlaneEgressMode: "AWS_MANAGED" } },
    accepted: { before: cluster({}, 0, 1) },
  },
  {
    id: "access-entry-of-session",
    type: "aws:eks/accessEntry:AccessEntry",
    on: "create",
    after: { principalArn: "arn:aws:sts::123456789012:assumed-role/deployer/me" },
    accepted: { after: { principalArn: "arn:aws:iam::123456789012:role/deployer" } },
  },
  {
    id: "add-on-before-nodes",
    type: "aws:eks/addon:Addon",
    on: "create",
    after: { addonName: "metrics-server" },
    accepted: { world: [[NODE_POOL, "app", {}]] },
  },
  {
    id: "node-class-before-access-entry",
    type: "kubernetes:eks.amazonaws.com/v1:NodeClass",
    on: "create",
    world: nodeAccess.slice(0, 2),
    after: { spec: { role: "node" } },
    accepted: { world: nodeAccess },
  },
  {
    id: "node-pool-changes-capacity-kind",
    type: NODE_POOL,
    on: "update",
    before: { spec: {} },
    after: staticPool(3, 4),
    accepted: { before: staticPool(1, 2) },
  },
  {
    id: "static-pool-without-surge",
    type: NODE_POOL,
    on: "create",
    after: staticPool(3, 3),
    accepted: { after: staticPool(3, 4) },
  },
  {
    id: "target-group-without-cluster-tag",
    type: "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding",
    on: "create",
    world: [targetGroup({}), [CLUSTER, "c", { name: "platform" }]],
    after: { spec: { targetGroupARN: "arn:tg" } },
    accepted: {
      world: [targetGroup({ "eks:eks-cluster-name": "platform" }), [CLUSTER, "c", { name: "platform" }]],
    },
  },
  {
    id: "claim-shrinks",
    type: "kubernetes:core/v1:PersistentVolumeClaim",
    on: "update",
    before: claim("100Gi"),
    after: claim("51200Mi"),
    accepted: { after: claim("1Ti") },
  },
  {
    id: "stateful-set-frozen-field",
    type: "kubernetes:apps/v1:StatefulSet",
    on: "update",
    before: { spec: { serviceName: "a", replicas: 1 } },
    after: { spec: { serviceName: "b", replicas: 1 } },
    accepted: { after: { spec: { serviceName: "a", replicas: 3 } } },
  },
  {
    id: "storage-class-changes",
    type: "kubernetes:storage.k8s.io/v1:StorageClass",
    on: "update",
    before: { reclaimPolicy: "Retain" },
    after: { reclaimPolicy: "Delete" },
    accepted: { after: { reclaimPolicy: "Retain", allowVolumeExpansion: true } },
  },
  ...(["deployment", "stateful-set"] as const).map((kind): Case => ({
    id: `${kind}-selector-misses-template`,
    type: `kubernetes:apps/v1:${kind === "deployment" ? "Deployment" : "StatefulSet"}`,
    on: "create",
    world: [],
    after: pods("api"),
    accepted: { after: pods("web") },
  })),
  {
    id: "namespace-missing",
    type: "kubernetes:core/v1:ConfigMap",
    on: "create",
    after: { metadata: { namespace: "app" } },
    accepted: { world: [["kubernetes:core/v1:Namespace", "app", {}]] },
  },
];

const thing = ([type, id, inputs, outputs = {}]: Thing): WorldObject => ({
  type,
  id,
  inputs,
  outputs,
  urn: `urn:${id}`,
  name: id,
  package: type.split(":")[0] ?? "",
  key: null,
  handle: id,
  read: {},
});

/** The first message that an operation is refused with, by any refusal; null when it is accepted. */
function refusedWith(
  { on, type }: Pick<Case, "on" | "type">,
  things: readonly Thing[],
  before: Values,
  after: Values,
): string | null {
  const world = new World();
  for (const one of things) world.add(thing(one));
  world.caches.takeSnapshot("of-8-2", { inputs: { replicationGroupId: "gone", engineVersion: "8.2" } });
  const own = on === "create" ? null : thing([type, OWN, before, { arn: "arn:own" }]);
  if (own !== null) world.add(own);
  const refusal = REFUSALS.find(
    (candidate) =>
      candidate.type === type &&
      candidate.on.includes(on) &&
      candidate.applies({
        operation: on,
        before,
        after,
        id: own?.id ?? null,
        object: own,
        world,
        region: "eu-west-1",
      }),
  );
  return refusal?.id ?? null;
}

describe.each(CASES)("$id", ({ id, on, type, world = [], before = {}, after = {}, accepted }) => {
  test(`refuses the ${on}`, () => {
    expect(refusedWith({ on, type }, world, before, after)).toBe(id);
  });

  test("accepts it when the one detail is right", () => {
    expect(
      refusedWith({ on, type }, accepted.world ?? world, accepted.before ?? before, accepted.after ?? after),
    ).toBeNull();
  });
});

test("a standby stops for each of the values it needs, not for its connections alone", () => {
  const group = (name: string, value: string): Thing => [
    "aws:rds/parameterGroup:ParameterGroup",
    name,
    {
      name,
      parameters: [
        { name: "max_connections", value: "100" },
        { name: "max_wal_senders", value },
      ],
    },
  ];
  const scaled = { identifier: "primary", instanceClass: "db.m7g.large", parameterGroupName: "primary" };
  const world = (senders: string): Thing[] => [
    group("primary", "20"),
    group("replica", senders),
    [INSTANCE, "replica", replica({ parameterGroupName: "replica" })],
  ];
  const update = { on: "update" as const, type: INSTANCE };
  expect(refusedWith(update, world("10"), scaled, scaled)).toBe("rds-standby-sensitive-parameters");
  expect(refusedWith(update, world("20"), scaled, scaled)).toBeNull();
});

describe("the refusals of the kinds", () => {
  test("each has a condition and a case, and each condition a kind", () => {
    const ids = [...new Set(REFUSALS.map(({ id }) => id))].sort();
    expect(CASES.map(({ id }) => id).sort()).toEqual(ids);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(CONDITIONS)));
  });

  test.each(REFUSALS)("$id of $type says what its source says", ({ message, statement, source }) => {
    expect(message.endsWith(".")).toBe(true);
    expect(statement.endsWith(".")).toBe(true);
    expect(source).toMatch(/^(https:\/\/|@pulumi\/aws 7\.48\.0, )/);
  });

  test("everything the replacement data calls rejected is refused", () => {
    const rejected = KINDS.flatMap(({ type, replaces }: Kind) =>
      (replaces.rejected ?? []).map(({ property }) => `${type} ${property}`),
    );
    expect(rejected.sort()).toEqual(
      [
        `${CLUSTER} accessConfig.authenticationMode`,
        `${CLUSTER} version`,
        `${CLUSTER} vpcConfig.controlPlaneEgressMode`,
        `${CLUSTER} vpcConfig.subnetIds`,
        `${GROUP} clusterMode`,
        "aws:elasticache/subnetGroup:SubnetGroup subnetIds",
        `${INSTANCE} allocatedStorage`,
        `${INSTANCE} dbSubnetGroupName`,
        `${INSTANCE} engineVersion`,
        `${INSTANCE} masterUserSecretKmsKeyId`,
        "aws:rds/subnetGroup:SubnetGroup subnetIds",
        "aws:s3/bucketVersioning:BucketVersioning versioningConfiguration.status",
      ].sort(),
    );
  });
});

test.each([
  ["db.t4g.micro", 1],
  ["db.t4g.medium", 4],
  ["db.m7g.large", 8],
  ["db.r7g.large", 16],
  ["db.r7g.xlarge", 32],
  ["db.m7g.4xlarge", 64],
])("%s holds %i GiB", (instanceClass, expected) => {
  expect(memoryGiB(instanceClass)).toBe(expected);
});
