import * as pulumi from "@pulumi/pulumi";
import { Valkey } from "../../../components/valkey/valkey";
import type { PlatformContext } from "../../../components/shared/context";
import { SECRET_TEXT } from "../../../models/manifest/manifest";
import { tierNamed, TIER_NAMES, type Rotation, type TierName } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";
import { clusterReference, maintenance, networkReference } from "../../support/references";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/stack";
const OWN: readonly TierName[] = TIER_NAMES.filter((tier) => tierNamed(tier).valkey.embeddings === "own");

/** Inputs that may differ between tiers without touching a running group, and those the tier sets. */
const SIZED = [
  "nodeType",
  "numNodeGroups",
  "replicasPerNodeGroup",
  "multiAzEnabled",
  "snapshotRetentionLimit",
  "retentionInDays",
  "tags",
];

const recorded = {} as Record<TierName, Recorded>;

const record = (
  tier: TierName,
  changes: Partial<PlatformContext> = {},
  rotation: Rotation = { generation: 1 },
): Promise<Recorded> =>
  recordResources(() => {
    const valkey = new Valkey("valkey", {
      windows: maintenance.valkey,
      context: contextOf(tier, changes),
      spec: tierNamed(tier).valkey,
      rotation,
      network: networkReference(),
      cluster: clusterReference(),
      keyArn: pulumi.output(KEY_ARN),
    });
    return {
      session: valkey.sessionUrl,
      cache: valkey.cacheUrl,
      embedding: valkey.embeddingUrl,
      // Only to read in a test what a secret says.
      plain: pulumi.unsecret(pulumi.all([valkey.sessionUrl, valkey.cacheUrl, valkey.embeddingUrl])),
    };
  });

const inputsOf = (tier: TierName, name: string): Record<string, unknown> => recorded[tier].named(name).inputs;

beforeAll(async () => {
  for (const tier of TIER_NAMES) recorded[tier] = await record(tier);
});

const SHARED = [
  "valkey",
  "valkey-credentials",
  "valkey-credentials-value",
  "valkey-from-cluster",
  "valkey-observer",
  "valkey-observer-password",
  "valkey-password",
  "valkey-security-group",
  "valkey-subnets",
  "valkey-user",
  "valkey-users",
];
const MAIN = [
  "valkey-main",
  "valkey-main-final-snapshot",
  "valkey-main-group",
  "valkey-main-parameters-valkey8",
  "valkey-main-slow-log",
];
const EMBEDDINGS = [
  "valkey-embeddings",
  "valkey-embeddings-group",
  "valkey-embeddings-parameters-valkey8",
  "valkey-embeddings-slow-log",
];

describe("resources", () => {
  test.each(TIER_NAMES)("tier %s has exactly these", (tier) => {
    const names = recorded[tier].names().filter((name) => name.startsWith("valkey"));
    expect(names).toEqual([...SHARED, ...MAIN, ...(OWN.includes(tier) ? EMBEDDINGS : [])].sort());
  });

  test.each(TIER_NAMES)("tier %s: all are booked on the valkey line and carry its tags", (tier) => {
    const own = recorded[tier].resources.filter(({ name }) => name.startsWith("valkey"));
    for (const { component } of own) expect(component).toBe("valkey");
    for (const { inputs } of own.filter((resource) => "tags" in resource.inputs))
      expect(inputs["tags"]).toMatchObject({ "cost-component": "valkey", "scaling-tier": tier });
    const untagged = own.filter(({ type, inputs }) => type.startsWith("aws:") && !("tags" in inputs));
    expect(untagged.map(({ type }) => type)).toEqual(["aws:secretsmanager/secretVersion:SecretVersion"]);
  });

  test.each(TIER_NAMES)("tier %s: nothing is unknown and no password stands in clear text", (tier) => {
    const text = JSON.stringify(recorded[tier].resources);
    expect(text).not.toContain(pulumi.runtime.unknownValue);
    expect(text).not.toContain("password-of-valkey-password");
  });
});

describe("replication groups", () => {
  test.each(TIER_NAMES)("tier %s sizes main from its spec", (tier) => {
    const { valkey } = tierNamed(tier);
    expect(inputsOf(tier, "valkey-main-group")).toMatchObject({
      nodeType: valkey.mainNodeType,
      numNodeGroups: valkey.mainShardCount,
      replicasPerNodeGroup: valkey.mainReplicasPerShard,
      multiAzEnabled: valkey.mainReplicasPerShard > 0,
      snapshotRetentionLimit: valkey.snapshotRetentionDays,
    });
  });

  test.each(OWN)("tier %s sizes embeddings from its spec and keeps no snapshots of it", (tier) => {
    const { valkey } = tierNamed(tier);
    const inputs = inputsOf(tier, "valkey-embeddings-group");
    expect(inputs).toMatchObject({
      nodeType: valkey.embeddingsNodeType,
      numNodeGroups: valkey.embeddingsShardCount,
      replicasPerNodeGroup: valkey.embeddingsReplicasPerShard,
      snapshotRetentionLimit: 0,
    });
    expect(inputs).not.toHaveProperty("finalSnapshotIdentifier");
  });

  test.each(TIER_NAMES)(
    "tier %s: cluster mode, failover, encryption and RBAC are on in every group",
    (tier) => {
      for (const { inputs } of recorded[tier].ofType(GROUP)) {
        expect(inputs).toMatchObject({
          engine: "valkey",
          engineVersion: "8.1",
          clusterMode: "enabled",
          automaticFailoverEnabled: true,
          autoMinorVersionUpgrade: false,
          applyImmediately: true,
          atRestEncryptionEnabled: true,
          kmsKeyId: KEY_ARN,
          transitEncryptionEnabled: true,
          transitEncryptionMode: "required",
          port: 6379,
          securityGroupIds: ["valkey-security-group-id"],
          subnetGroupName: inputsOf(tier, "valkey-subnets")["name"],
          userGroupIds: [inputsOf(tier, "valkey-users")["userGroupId"]],
          maintenanceWindow: "sun:02:00-sun:03:00",
          snapshotWindow: "03:00-04:00",
        });
        expect(inputs).not.toHaveProperty("numCacheClusters");
        expect(inputs).not.toHaveProperty("authToken");
      }
    },
  );

  test("one node without a replica stands in one zone; a replica brings the second zone", () => {
    expect(inputsOf("100", "valkey-main-group")).toMatchObject({
      replicasPerNodeGroup: 0,
      automaticFailoverEnabled: true,
      multiAzEnabled: false,
    });
    expect(inputsOf("500", "valkey-main-group")).toMatchObject({
      replicasPerNodeGroup: 1,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
    });
  });

  test.each([
    ["valkey-main-parameters-valkey8", "volatile-ttl"],
    ["valkey-embeddings-parameters-valkey8", "allkeys-lfu"],
  ])("%s evicts by %s", (name, policy) => {
    expect(inputsOf("20k", name)).toMatchObject({
      family: "valkey8",
      parameters: [
        { name: "cluster-enabled", value: "yes" },
        { name: "maxmemory-policy", value: policy },
      ],
    });
  });

  test("each group uses its own parameters and log", () => {
    for (const role of ["main", "embeddings"]) {
      const group = inputsOf("2k", `valkey-${role}-group`);
      const slowLog = inputsOf("2k", `valkey-${role}-slow-log`);
      expect(group["parameterGroupName"]).toBe(inputsOf("2k", `valkey-${role}-parameters-valkey8`)["name"]);
      expect(group["logDeliveryConfigurations"]).toEqual([
        {
          destinationType: "cloudwatch-logs",
          destination: slowLog["name"],
          logFormat: "json",
          logType: "slow-log",
        },
      ]);
      expect(slowLog).toMatchObject({
        name: `/aws/vendedlogs/elasticache/${String(group["replicationGroupId"])}/slow-log`,
        kmsKeyId: KEY_ARN,
        retentionInDays: tierNamed("2k").operations.logRetentionDays,
      });
    }
  });

  test("the embeddings group waits for main, which uses the same user group", () => {
    expect(recorded["2k"].dependenciesOf("valkey-embeddings-group")).toContain("valkey-main-group");
  });

  test("ids fit ElastiCache whatever the environment is called", async () => {
    const environment = "a-very-long-name-of-an-environment-indeed";
    const long = await record("2k", { environment });
    for (const { inputs } of long.ofType(GROUP)) {
      const id = String(inputs["replicationGroupId"]);
      expect(id).toMatch(/^[a-z](-?[a-z0-9])*$/);
      expect(id.length).toBeLessThanOrEqual(40);
    }
  });
});

describe("safety", () => {
  test("main is protected and leaves a snapshot whose name no other stack takes; embeddings may go", () => {
    const main = recorded["2k"].named("valkey-main-group");
    expect(main).toMatchObject({ protect: true, retainOnDelete: false });
    expect(main.inputs["finalSnapshotIdentifier"]).toBe(
      `${String(main.inputs["replicationGroupId"])}-final-0a1b2c3d`,
    );
    expect(recorded["2k"].named("valkey-embeddings-group")).toMatchObject({
      protect: false,
      retainOnDelete: false,
    });
  });

  test("the secret outlives the stack; its version can still be replaced by a new password", () => {
    expect(recorded["100"].named("valkey-credentials")).toMatchObject({
      protect: true,
      retainOnDelete: true,
    });
    expect(recorded["100"].named("valkey-credentials-value")).toMatchObject({
      protect: false,
      retainOnDelete: true,
    });
  });

  test("allowDataDestruction lifts the protection and nothing else", async () => {
    const open = await record("100", { allowDataDestruction: true });
    expect(open.named("valkey-main-group").protect).toBe(false);
    expect(open.named("valkey-main-group").inputs).toEqual(inputsOf("100", "valkey-main-group"));
  });

  test.each(TIER_NAMES.slice(1))("the step to tier %s changes sizes only", (tier) => {
    const locked = (inputs: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(inputs).filter(([key]) => !SIZED.includes(key)));
    const own = recorded["100"].resources.filter(({ name }) => name.startsWith("valkey"));
    for (const { name, inputs } of own) expect(locked(inputsOf(tier, name))).toEqual(locked(inputs));
  });
});

describe("who gets in", () => {
  test("only the cluster, at one port, and nothing goes out", () => {
    expect(recorded["20k"].counts()).not.toHaveProperty(
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    );
    expect(recorded["20k"].ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toHaveLength(
      1,
    );
    expect(inputsOf("20k", "valkey-from-cluster")).toMatchObject({
      securityGroupId: "valkey-security-group-id",
      referencedSecurityGroupId: "sg-cluster",
      ipProtocol: "tcp",
      fromPort: 6379,
      toPort: 6379,
    });
    expect(inputsOf("20k", "valkey-security-group")).toMatchObject({ vpcId: "vpc-1" });
    expect(inputsOf("20k", "valkey-security-group")).not.toHaveProperty("ingress");
    expect(inputsOf("20k", "valkey-security-group")).not.toHaveProperty("egress");
  });

  test("the nodes live in the data subnets of all three zones", () => {
    expect(inputsOf("100", "valkey-subnets")["subnetIds"]).toEqual([
      "subnet-data-0",
      "subnet-data-1",
      "subnet-data-2",
    ]);
  });

  test("one user with a password, without the dangerous commands but with what a cluster client reads (33)", () => {
    expect(inputsOf("100", "valkey-user")).toMatchObject({
      userName: "app",
      engine: "valkey",
      accessString: "on ~* &* +@all -@dangerous +info",
      authenticationMode: { type: "password", passwords: [SECRET_TEXT] },
    });
    expect(inputsOf("100", "valkey-users")).toMatchObject({
      engine: "valkey",
      userIds: ["valkey-user", "valkey-observer"].map((name) => inputsOf("100", name)["userId"]),
    });
  });

  test("the observer may ask how a node is, and nothing that touches a key", () => {
    expect(inputsOf("100", "valkey-observer")).toMatchObject({
      userName: "observer",
      engine: "valkey",
      accessString: "on -@all +info",
      authenticationMode: { type: "password", passwords: [SECRET_TEXT] },
    });
  });

  test("the password is 40 letters and digits, so it stands in a URL as it is", () => {
    expect(inputsOf("100", "valkey-password")).toEqual({ length: 40, special: false });
  });

  test("the secret is one JSON under the stack's key", () => {
    expect(inputsOf("100", "valkey-credentials")).toMatchObject({ kmsKeyId: KEY_ARN });
    expect(inputsOf("100", "valkey-credentials")["namePrefix"]).toMatch(/^test-valkey-[a-z0-9]{8}-$/);
    expect(inputsOf("100", "valkey-credentials-value")).toMatchObject({
      secretId: "valkey-credentials-id",
      secretString: SECRET_TEXT,
    });
  });
});

describe("contract", () => {
  const urlAt = (tier: TierName, role: string): string =>
    `rediss://app:password-of-valkey-password@clustercfg.${String(
      inputsOf(tier, `valkey-${role}-group`)["replicationGroupId"],
    )}.abcdef.use1.cache.amazonaws.com:6379`;

  test.each(TIER_NAMES)("tier %s: the URLs are secret", (tier) => {
    const { session, cache, embedding } = recorded[tier].outputs;
    expect([session, cache, embedding]).toEqual([SECRET_TEXT, SECRET_TEXT, SECRET_TEXT]);
  });

  test.each(TIER_NAMES)(
    "tier %s: sessions and dashboards go to main, embeddings to where they live",
    (tier) => {
      const embeddings = OWN.includes(tier) ? "embeddings" : "main";
      expect(recorded[tier].outputs["plain"]).toEqual([
        urlAt(tier, "main"),
        urlAt(tier, "main"),
        urlAt(tier, embeddings),
      ]);
    },
  );
});

describe("a rotation (16)", () => {
  test.each([
    [{ generation: 1 }, ["valkey-password"], "valkey-password"],
    [{ generation: 2, phase: "add" }, ["valkey-password", "valkey-password-2"], "valkey-password"],
    [{ generation: 2, phase: "use" }, ["valkey-password", "valkey-password-2"], "valkey-password-2"],
    [{ generation: 2 }, ["valkey-password-2"], "valkey-password-2"],
  ] as const)("%j: passwords %j, clients use %s", async (rotation, passwords, used) => {
    const resources = await record("500", {}, rotation);
    const created = resources.ofType("random:index/randomPassword:RandomPassword");
    const observer = passwords[0].replace("valkey-", "valkey-observer-");
    expect(created.map(({ name }) => name)).toEqual([observer, ...passwords]);
    for (const { inputs } of created) expect(inputs).toEqual({ length: 40, special: false });
    const { authenticationMode } = resources.named("valkey-user").inputs as {
      authenticationMode: { passwords: string[] };
    };
    expect(authenticationMode.passwords).toHaveLength(passwords.length);
    expect(resources.outputs["plain"]).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining(`:password-of-${used}@`) as unknown),
    );
  });
});
