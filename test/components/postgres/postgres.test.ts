import { rdsRootCertificates } from "../../../components/postgres/certificates";
import * as pulumi from "@pulumi/pulumi";
import { Postgres } from "../../../components/postgres/postgres";
import { poolerAccessText, poolerUsersText } from "../../../components/postgres/pooler-access";
import { podsAtMost, poolSizes } from "../../../tiers/pooler-capacity";
import { checksum } from "../../../components/postgres/pooler-config";
import type { PlatformContext } from "../../../components/shared/context";
import { hostSkewMax } from "../../../tiers/limits";
import { IMAGES } from "../../../components/shared/images";
import { SECRET_TEXT } from "../../../models/manifest/manifest";
import {
  TIER_NAMES,
  tierNamed,
  type Restores,
  type Rotation,
  type TierName,
  type TierSpec,
} from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";
import { clusterReference, maintenance, networkReference } from "../../support/references";

const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/stack";
const TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:alerts";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const INSTANCE = "aws:rds/instance:Instance";

type UrlName = "write" | "read" | "readOnly" | "shards" | "migration" | "shardMigrations";

const recorded = {} as Record<TierName, Recorded>;
const urls: Partial<Record<TierName, Readonly<Record<UrlName, string>>>> = {};

async function record(
  tier: TierName,
  changes: Partial<PlatformContext> = {},
  spec: Partial<TierSpec["postgres"]> = {},
  allowMajorVersionUpgrade = false,
  rotation: Rotation = { generation: 1 },
  decommissioned: readonly string[] = [],
  restores: Restores["postgres"] = {},
): Promise<Recorded> {
  return recordResources(() => {
    const postgres = new Postgres("postgres", {
      rootCertificates: rdsRootCertificates("us-east-1"),
      windows: maintenance.postgres,
      context: contextOf(tier, changes),
      spec: { ...tierNamed(tier).postgres, ...spec },
      allowMajorVersionUpgrade,
      rotation,
      network: networkReference(),
      cluster: clusterReference(),
      keyArn: pulumi.output(KEY_ARN),
      decommissioned,
      restores,
      alertTopicArn: pulumi.output(TOPIC_ARN),
      copies: null,
      pilot: null,
    });
    // Only here, where the passwords are those of the mocks, are the texts inside the secrets looked at.
    const plain = pulumi.unsecret(
      pulumi.all({
        write: postgres.writeUrl,
        read: postgres.readUrl,
        readOnly: postgres.readOnlyUrl,
        shards: postgres.shardUrls,
        migration: postgres.migrationUrl,
        shardMigrations: postgres.shardMigrationUrls,
      }),
    );
    plain.apply((known) => (urls[tier] ??= known as Record<UrlName, string>));
    return {
      writeUrl: postgres.writeUrl,
      readUrl: postgres.readUrl,
      shardUrls: postgres.shardUrls,
      plain,
      ready: pulumi.all(postgres.ready.map(({ urn }) => urn)),
    };
  });
}

beforeAll(async () => {
  for (const tier of TIER_NAMES) recorded[tier] = await record(tier);
});

const inputsOf = (tier: TierName, name: string): Record<string, unknown> => recorded[tier].named(name).inputs;
/** A value at a path of keys. */
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
const primariesOf = (tier: TierName) =>
  recorded[tier].ofType(INSTANCE).filter(({ inputs }) => inputs["replicateSourceDb"] === undefined);
const replicasOf = (tier: TierName) =>
  recorded[tier].ofType(INSTANCE).filter(({ inputs }) => inputs["replicateSourceDb"] !== undefined);
const podSpecOf = (tier: TierName, pooler: "rw" | "ro"): Record<string, unknown> =>
  at(inputsOf(tier, `postgres-pooler-${pooler}-deployment`), "spec", "template", "spec") as Record<
    string,
    unknown
  >;
const configOf = (tier: TierName, pooler: "rw" | "ro"): string =>
  at(inputsOf(tier, `postgres-pooler-${pooler}-config`), "data", "pgbouncer.ini") as string;
const own = (tier: TierName) =>
  recorded[tier].resources.filter(({ name }) => name === "postgres" || name.startsWith("postgres-"));

const OBSERVER = { user: "pooler_observer", password: "password-of-postgres-observer-password" };

describe("children", () => {
  test("tier 100 holds exactly these", () => {
    expect(
      own("100")
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "postgres",
      "postgres-from-cluster",
      "postgres-from-shards",
      "postgres-migrator-password",
      "postgres-observer-password",
      "postgres-parameters-postgres17",
      "postgres-password",
      "postgres-pooler",
      "postgres-pooler-allow-clients",
      "postgres-pooler-allow-servers",
      "postgres-pooler-certificates",
      "postgres-pooler-deny-all",
      "postgres-pooler-namespace",
      "postgres-pooler-ro",
      "postgres-pooler-ro-config",
      "postgres-pooler-ro-deployment",
      "postgres-pooler-ro-disruption-budget",
      "postgres-pooler-ro-pods",
      "postgres-pooler-ro-service",
      "postgres-pooler-roles",
      "postgres-pooler-roles-secret",
      "postgres-pooler-roles-shard-0",
      "postgres-pooler-rw",
      "postgres-pooler-rw-config",
      "postgres-pooler-rw-deployment",
      "postgres-pooler-rw-disruption-budget",
      "postgres-pooler-rw-pods",
      "postgres-pooler-rw-service",
      "postgres-pooler-users",
      "postgres-reader-password",
      "postgres-secret",
      "postgres-secret-version",
      "postgres-security-group",
      "postgres-shard-0",
      "postgres-shard-0-final-snapshot-suffix",
      "postgres-shard-0-primary",
      "postgres-shard-0-primary-credits",
      "postgres-shard-0-primary-logs",
      "postgres-subnets",
      "postgres-to-shards",
      "postgres-writer-password",
    ]);
  });

  test.each([
    ["100", 1, 0],
    ["500", 1, 1],
    ["2k", 1, 1],
    ["5k", 1, 2],
    ["10k", 2, 4],
    ["20k", 4, 4],
  ] as const)(
    "tier %s has %i primaries and %i replicas, each with a log group",
    (tier, primaries, replicas) => {
      expect(primariesOf(tier)).toHaveLength(primaries);
      expect(replicasOf(tier)).toHaveLength(replicas);
      const logGroups = recorded[tier].ofType("aws:cloudwatch/logGroup:LogGroup");
      expect(logGroups.map(({ inputs }) => inputs["name"]).sort()).toEqual(
        recorded[tier]
          .ofType(INSTANCE)
          .map(({ inputs }) => `/aws/rds/instance/${String(inputs["identifier"])}/postgresql`)
          .sort(),
      );
    },
  );

  test.each([
    ["100", ["primary"]],
    ["500", ["primary", "replica-0"]],
    ["2k", []],
    ["5k", []],
    ["10k", []],
    ["20k", []],
  ] as const)("tier %s has an alarm on paid CPU credits for each T instance: %j", (tier, roles) => {
    const alarms = recorded[tier].ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.map(({ name }) => name).sort()).toEqual(
      roles.map((role) => `postgres-shard-0-${role}-credits`),
    );
    for (const { name, inputs } of alarms)
      expect(inputs).toMatchObject({
        namespace: "AWS/RDS",
        metricName: "CPUSurplusCreditsCharged",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        alarmActions: [TOPIC_ARN],
        dimensions: {
          DBInstanceIdentifier: inputsOf(tier, name.replace("-credits", ""))["identifier"],
        },
      });
  });

  test.each(TIER_NAMES)("tier %s keeps every name of the tier before", (tier) => {
    const before = TIER_NAMES[TIER_NAMES.indexOf(tier) - 1] ?? tier;
    const names = new Set(own(tier).map(({ urn }) => urn));
    // From 500 to 2K the instances leave the T class, and with it its credits.
    // From 10K to 20K each shard gives up its second replica, which holds nothing of its own.
    const lost = own(before).filter(
      ({ urn, name }) => !names.has(urn) && !/-replica-\d+(-logs)?$|-credits$/.test(name),
    );
    expect(lost).toEqual([]);
  });
});

describe("primaries", () => {
  const LOCKED = [
    "identifier",
    "engine",
    "engineVersion",
    "engineLifecycleSupport",
    "dbName",
    "username",
    "port",
    "kmsKeyId",
    "storageEncrypted",
    "storageType",
    "dbSubnetGroupName",
    "parameterGroupName",
    "vpcSecurityGroupIds",
    "publiclyAccessible",
    "availabilityZone",
    "snapshotIdentifier",
    "performanceInsightsKmsKeyId",
    "caCertIdentifier",
    "finalSnapshotIdentifier",
  ];

  test.each(TIER_NAMES)("what would replace or restart shard 0 is the same at tier %s as at 100", (tier) => {
    const lockedOf = (name: TierName) => {
      const inputs = inputsOf(name, "postgres-shard-0-primary");
      return LOCKED.map((key) => [key, inputs[key]]);
    };
    expect(lockedOf(tier)).toEqual(lockedOf("100"));
  });

  test("another major version is allowed in the `up` that asks for it, and to primaries alone", async () => {
    const upgrading = await record("500", {}, { engineVersion: "18" }, true);
    const allowed = upgrading
      .ofType(INSTANCE)
      .map(({ name, inputs }) => [name, inputs["engineVersion"], inputs["allowMajorVersionUpgrade"]]);
    expect(allowed).toEqual([
      ["postgres-shard-0-primary", "18", true],
      ["postgres-shard-0-replica-0", undefined, undefined],
    ]);
    for (const primary of primariesOf("20k"))
      expect(primary.inputs).not.toHaveProperty("allowMajorVersionUpgrade");
  });

  test.each(TIER_NAMES)("at tier %s they are private, encrypted, protected and kept when deleted", (tier) => {
    for (const primary of primariesOf(tier)) {
      expect(primary.protect).toBe(true);
      expect(primary.retainOnDelete).toBe(false);
      expect(primary.inputs).toMatchObject({
        engine: "postgres",
        engineVersion: "17",
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        dbName: "app",
        username: "app",
        password: SECRET_TEXT,
        port: 5432,
        storageEncrypted: true,
        kmsKeyId: KEY_ARN,
        publiclyAccessible: false,
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${String(primary.inputs["identifier"])}-final-0a1b2c3d`,
        deleteAutomatedBackups: false,
        copyTagsToSnapshot: true,
        applyImmediately: true,
        autoMinorVersionUpgrade: true,
        performanceInsightsEnabled: true,
        performanceInsightsRetentionPeriod: 7,
        databaseInsightsMode: "standard",
        enabledCloudwatchLogsExports: ["postgresql"],
      });
    }
  });

  test.each(TIER_NAMES)("at tier %s sizes are the tier's, and no zone is fixed", (tier) => {
    const spec = tierNamed(tier).postgres;
    for (const { inputs } of primariesOf(tier)) {
      expect(inputs).toMatchObject({
        instanceClass: spec.instanceClass,
        multiAz: spec.multiAz,
        allocatedStorage: spec.allocatedStorageGiB,
        backupRetentionPeriod: spec.backupRetentionDays,
        storageType: "gp3",
      });
      expect(inputs).not.toHaveProperty("availabilityZone");
    }
  });

  // Left out, the provider sends the 3,000 IOPS of the smaller disk, and RDS refuses fewer than 12,000 (TFP#28382).
  test.each(TIER_NAMES)(
    "at tier %s IOPS and throughput are stated from 400 GiB on, and only there",
    (tier) => {
      const isStriped = tierNamed(tier).postgres.allocatedStorageGiB >= 400;
      const instances = recorded[tier].ofType("aws:rds/instance:Instance");
      expect(instances.map(({ inputs }) => [inputs["iops"], inputs["storageThroughput"]])).toEqual(
        instances.map(() => (isStriped ? [12_000, 500] : [undefined, undefined])),
      );
    },
  );

  test("a tier with 400 GiB exists", () => {
    expect(TIER_NAMES.filter((tier) => tierNamed(tier).postgres.allocatedStorageGiB >= 400)).toEqual(["20k"]);
  });

  test.each(TIER_NAMES)("at tier %s the provider waits as long as RDS may take", (tier) => {
    for (const { customTimeouts } of recorded[tier].ofType("aws:rds/instance:Instance"))
      expect(customTimeouts).toEqual({ create: "2h", update: "6h", delete: "2h" });
  });

  test("storage autoscaling is off where its limit is the size", () => {
    const limits = TIER_NAMES.map(
      (tier) => inputsOf(tier, "postgres-shard-0-primary")["maxAllocatedStorage"],
    );
    expect(limits).toEqual([undefined, 60, 120, 240, 240, undefined]);
  });

  test.each(TIER_NAMES)("backup and maintenance of %s never overlap, at the end of a day either", (tier) => {
    const day = 24 * 60;
    /** Minutes from midnight; a maintenance window names its day of the week first. */
    const minutesOf = (text: string): number => {
      const [hour = "", minute = ""] = text.split(":").slice(-2);
      return Number(hour) * 60 + Number(minute);
    };
    const windowOf = (text: unknown): { start: number; minutes: number } => {
      const [start = 0, end = 0] = String(text).split("-").map(minutesOf);
      return { start, minutes: (end - start + day) % day };
    };
    const primaries = primariesOf(tier);
    expect(primaries.length).toBeGreaterThan(0);
    for (const { inputs } of primaries) {
      const backup = windowOf(inputs["backupWindow"]);
      const restarts = windowOf(inputs["maintenanceWindow"]);
      // RDS asks for half an hour at least of either.
      expect(Math.min(backup.minutes, restarts.minutes)).toBeGreaterThanOrEqual(30);
      // There is a backup each day, so that the day of the week does not count.
      expect((restarts.start - backup.start + day) % day).toBeGreaterThanOrEqual(backup.minutes);
      expect((backup.start - restarts.start + day) % day).toBeGreaterThanOrEqual(restarts.minutes);
    }
  });

  test("they wait for their log group", () => {
    expect(recorded["100"].dependenciesOf("postgres-shard-0-primary")).toEqual(
      expect.arrayContaining(["postgres-shard-0-primary-logs", "postgres-parameters-postgres17"]),
    );
  });

  test("allowing data destruction lifts both protections and still makes the snapshot", async () => {
    const open = await record("100", { allowDataDestruction: true });
    const { protect, inputs } = open.named("postgres-shard-0-primary");
    expect({ protect, ...inputs }).toMatchObject({
      protect: false,
      deletionProtection: false,
      skipFinalSnapshot: false,
    });
  });
});

describe("replicas", () => {
  test.each(TIER_NAMES.filter((tier) => tierNamed(tier).postgres.replicasPerShard > 0))(
    "at tier %s they can be deleted and say nothing twice",
    (tier) => {
      for (const { inputs, protect, name } of replicasOf(tier)) {
        const primary = inputsOf(tier, name.replace(/replica-\d+$/, "primary"));
        expect(protect).toBe(false);
        expect(inputs).toMatchObject({
          replicateSourceDb: primary["identifier"],
          skipFinalSnapshot: true,
          deletionProtection: false,
          storageEncrypted: true,
          publiclyAccessible: false,
          multiAz: false,
          backupRetentionPeriod: 0,
        });
        for (const key of ["parameterGroupName", "vpcSecurityGroupIds", "instanceClass", "allocatedStorage"])
          expect([key, inputs[key]]).toEqual([key, primary[key]]);
        for (const key of ["engine", "username", "password", "dbName", "kmsKeyId", "dbSubnetGroupName"])
          expect(inputs).not.toHaveProperty(key);
        for (const key of ["availabilityZone", "finalSnapshotIdentifier", "engineLifecycleSupport"])
          expect(inputs).not.toHaveProperty(key);
      }
    },
  );

  test("the second is changed only after the first", () => {
    expect(recorded["5k"].dependenciesOf("postgres-shard-0-replica-1")).toContain(
      "postgres-shard-0-replica-0",
    );
  });

  test("they are patched before their primary", () => {
    expect(inputsOf("5k", "postgres-shard-0-replica-0")["maintenanceWindow"]).toBe("sun:00:00-sun:01:00");
    expect(inputsOf("5k", "postgres-shard-0-primary")["maintenanceWindow"]).toBe("sun:01:00-sun:02:00");
  });
});

describe("network, parameters and credentials", () => {
  test("only the cluster and the shards themselves reach the port, and nothing else goes out", () => {
    expect(inputsOf("100", "postgres-from-cluster")).toMatchObject({
      securityGroupId: "postgres-security-group-id",
      referencedSecurityGroupId: "sg-cluster",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    });
    const group = inputsOf("100", "postgres-security-group");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
    const betweenShards = {
      securityGroupId: "postgres-security-group-id",
      referencedSecurityGroupId: "postgres-security-group-id",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    };
    expect(inputsOf("100", "postgres-from-shards")).toMatchObject(betweenShards);
    const out = recorded["100"].ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    expect(out.map(({ inputs }) => inputs)).toEqual([expect.objectContaining(betweenShards)]);
  });

  test.each(TIER_NAMES)("at tier %s the subnet group spans all zones", (tier) => {
    expect(inputsOf(tier, "postgres-subnets")["subnetIds"]).toEqual([
      "subnet-data-0",
      "subnet-data-1",
      "subnet-data-2",
    ]);
  });

  test("one parameter group serves all shards, named after its family", () => {
    expect(recorded["20k"].ofType("aws:rds/parameterGroup:ParameterGroup")).toHaveLength(1);
    expect(inputsOf("20k", "postgres-parameters-postgres17")).toMatchObject({
      family: "postgres17",
      parameters: expect.arrayContaining([
        { name: "max_connections", value: "800", applyMethod: "pending-reboot" },
        { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
      ]),
    });
  });

  test("the password has no character that RDS or a URL refuses", () => {
    expect(inputsOf("100", "postgres-password")).toMatchObject({ length: 40, special: false });
  });

  test.each(TIER_NAMES)("at tier %s one secret, under the stack's key, outlives the stack", (tier) => {
    const { protect, retainOnDelete, inputs } = recorded[tier].named("postgres-secret");
    expect({ protect, retainOnDelete }).toEqual({ protect: true, retainOnDelete: true });
    expect(inputs).toMatchObject({ kmsKeyId: KEY_ARN, recoveryWindowInDays: 30 });
    expect(inputs).not.toHaveProperty("name");
    const version = recorded[tier].named("postgres-secret-version");
    expect(version.inputs["secretString"]).toBe(SECRET_TEXT);
    expect({ protect: version.protect, retainOnDelete: version.retainOnDelete }).toEqual({
      protect: false,
      retainOnDelete: true,
    });
  });

  test.each(TIER_NAMES)("nothing at tier %s is unknown or shows the password", (tier) => {
    const text = JSON.stringify(own(tier).map(({ inputs }) => inputs));
    expect(text).not.toContain("SCRAM-SHA-256");
    expect(text).not.toContain(UNKNOWN);
    expect(text).not.toContain("password-of-");
    expect(inputsOf(tier, "postgres-pooler-users")["stringData"]).toBe(SECRET_TEXT);
    expect(recorded[tier].outputs).toMatchObject({
      writeUrl: SECRET_TEXT,
      readUrl: SECRET_TEXT,
      shardUrls: SECRET_TEXT,
    });
  });

  test.each(TIER_NAMES)("all AWS resources of tier %s carry the cost tags", (tier) => {
    const tagged = own(tier).filter(
      ({ type }) => type.startsWith("aws:") && type !== "aws:secretsmanager/secretVersion:SecretVersion",
    );
    for (const { name, inputs } of tagged)
      expect([name, at(inputs, "tags", "cost-component"), at(inputs, "tags", "scaling-tier")]).toEqual([
        name,
        "postgres",
        tier,
      ]);
  });
});

describe("addresses", () => {
  const url = (service: string, database: string, purpose = "writer"): string =>
    `postgres://app_${purpose}_a:password-of-postgres-${purpose}-password@${service}.postgres.svc.cluster.local:6432/${database}?sslmode=disable`;

  test.each(TIER_NAMES)("at tier %s the application finds shard 0 where it always was", (tier) => {
    expect(urls[tier]?.write).toBe(url("postgres-rw", "shard_0"));
    expect(urls[tier]?.read).toBe(url("postgres-ro", "shard_0"));
    expect(urls[tier]?.readOnly).toBe(url("postgres-ro", "shard_0", "reader"));
    expect(urls[tier]?.migration).toBe(url("postgres-rw", "shard_0", "migrator"));
  });

  test.each(TIER_NAMES)("at tier %s every shard has its addresses", (tier) => {
    const { shardCount } = tierNamed(tier).postgres;
    const expected = (of: (database: string) => unknown) =>
      Object.fromEntries(
        Array.from({ length: shardCount }, (_, index) => [`shard-${index}`, of(`shard_${index}`)]),
      );
    expect(JSON.parse(urls[tier]?.shards ?? "")).toEqual(
      expected((database) => ({
        write: url("postgres-rw", database),
        read: url("postgres-ro", database),
        readOnly: url("postgres-ro", database, "reader"),
      })),
    );
    expect(JSON.parse(urls[tier]?.shardMigrations ?? "")).toEqual(
      expected((database) => url("postgres-rw", database, "migrator")),
    );
  });

  test("whoever waits for it waits for the pods and their services", () => {
    expect(recorded["100"].outputs["ready"]).toEqual([
      expect.stringMatching(
        /::scaling-tiers:postgres:Postgres\$scaling-tiers:postgres:Pooler::postgres-pooler$/,
      ),
    ]);
    expect(recorded["100"].dependenciesOf("postgres-pooler-rw-service")).toContain(
      "postgres-pooler-rw-deployment",
    );
  });
});

describe("poolers", () => {
  const address = (identifier: unknown): string =>
    `${String(identifier)}.abcdefghijkl.us-east-1.rds.amazonaws.com`;

  test.each(TIER_NAMES)("at tier %s postgres-rw leads to each shard's primary", (tier) => {
    for (const primary of primariesOf(tier)) {
      const shard = /shard-(\d+)/.exec(primary.name)?.[1] ?? "";
      expect(configOf(tier, "rw")).toContain(
        `shard_${shard} = host=${address(primary.inputs["identifier"])} port=5432 dbname=app\n`,
      );
    }
  });

  test("without replicas postgres-ro leads to the primary", () => {
    expect(configOf("100", "ro")).toBe(configOf("100", "rw"));
  });

  test.each(["500", "2k", "20k"] as const)(
    "at tier %s, with one replica, postgres-ro leads to it, and to its primary when it is lost (27)",
    (tier) => {
      for (const primary of primariesOf(tier)) {
        const shard = /shard-(\d+)/.exec(primary.name)?.[1] ?? "";
        const replica = inputsOf(tier, `postgres-shard-${shard}-replica-0`);
        const hosts = [replica, primary.inputs].map(({ identifier }) => address(identifier));
        expect(configOf(tier, "ro")).toContain(
          `shard_${shard} = host=${hosts.join(",")} port=5432 dbname=app load_balance_hosts=disable\n`,
        );
      }
    },
  );

  test("with several replicas postgres-ro leads to all of them and to no primary", () => {
    const [first, second] = ["replica-0", "replica-1"].map((replica) =>
      address(inputsOf("10k", `postgres-shard-1-${replica}`)["identifier"]),
    );
    expect(configOf("10k", "ro")).toContain(
      `shard_1 = host=${String(first)},${String(second)} port=5432 dbname=app load_balance_hosts=round-robin\n`,
    );
    for (const { inputs } of primariesOf("10k"))
      expect(configOf("10k", "ro")).not.toContain(address(inputs["identifier"]));
  });

  test.each(TIER_NAMES)("at tier %s a rollout's pods together stay below max_connections", (tier) => {
    const { maxConnections, poolerReplicas, servingReplicas } = tierNamed(tier).postgres;
    const size = (pooler: "rw" | "ro"): number =>
      Number(/max_db_connections = (\d+)/.exec(configOf(tier, pooler))?.[1]);
    const deployment = inputsOf(tier, "postgres-pooler-rw-deployment");
    expect(at(deployment, "spec", "replicas")).toBe(poolerReplicas);
    expect(at(deployment, "spec", "strategy", "rollingUpdate")).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    const onPrimary = size("rw") + (servingReplicas <= 1 ? size("ro") : 0);
    expect(size("rw")).toBe(poolSizes(tierNamed(tier).postgres).write);
    expect(onPrimary * podsAtMost(poolerReplicas)).toBeLessThan(maxConnections);
  });

  test.each(TIER_NAMES)("at tier %s one pod at a time leaves, after it was forgotten", (tier) => {
    const deployment = inputsOf(tier, "postgres-pooler-ro-deployment");
    const command = at(podSpecOf(tier, "ro"), "containers", 0, "lifecycle", "preStop", "exec", "command", 2);
    const [forgotten, drained] = [...String(command).matchAll(/sleep (\d+)/g)].map(([, seconds]) =>
      Number(seconds),
    );
    expect(command).toContain("kill -INT 1");
    expect(at(deployment, "spec", "minReadySeconds")).toBeGreaterThan(forgotten ?? Infinity);
    expect(podSpecOf(tier, "ro")["terminationGracePeriodSeconds"]).toBeGreaterThan(
      (forgotten ?? Infinity) + (drained ?? Infinity),
    );
    expect(inputsOf(tier, "postgres-pooler-ro-disruption-budget")["spec"]).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  test.each(TIER_NAMES)("at tier %s pods are restricted, read-only and spread", (tier) => {
    const pod = podSpecOf(tier, "rw");
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 70, seccompProfile: { type: "RuntimeDefault" } },
      topologySpreadConstraints: [
        { topologyKey: "topology.kubernetes.io/zone", maxSkew: 1 },
        {
          topologyKey: "kubernetes.io/hostname",
          maxSkew: hostSkewMax(tierNamed(tier).postgres.poolerReplicas),
          nodeTaintsPolicy: "Honor",
        },
      ],
      containers: [
        {
          image: IMAGES.pooler,
          command: ["/usr/bin/pgbouncer"],
          args: ["/etc/pgbouncer/pgbouncer.ini"],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [{ mountPath: "/etc/pgbouncer", readOnly: true }],
        },
      ],
    });
    const resources = at(pod, "containers", 0, "resources");
    expect(at(resources, "limits")).toEqual({ memory: at(resources, "requests", "memory") });
  });

  test.each(["rw", "ro"] as const)(
    "the probes of postgres-%s ask the process itself, not the kernel (34)",
    (role) => {
      const container = at(podSpecOf("500", role), "containers", 0);
      for (const probe of ["livenessProbe", "readinessProbe"]) {
        const command = at(container, probe, "exec", "command") as string[];
        expect(command[0]).toBe("pg_isready");
        expect(command).toEqual(
          expect.arrayContaining(["--host=127.0.0.1", "--port=6432", "--dbname=pgbouncer"]),
        );
        const seconds = Number(/--timeout=(\d+)/.exec(command.join(" "))?.[1]);
        expect(at(container, probe, "timeoutSeconds")).toBeGreaterThan(seconds);
        expect(at(container, probe)).not.toHaveProperty("tcpSocket");
      }
    },
  );

  test("each file of the pod comes from its own object, readable by its group alone", () => {
    expect(podSpecOf("500", "ro")["volumes"]).toEqual([
      {
        name: "config",
        projected: {
          defaultMode: 0o440,
          sources: [
            { configMap: { name: "postgres-ro" } },
            { configMap: { name: "rds-certificates" } },
            { secret: { name: "pooler-users" } },
          ],
        },
      },
    ]);
  });

  test("a change of any of the files restarts the pods, by a checksum that hides the password", () => {
    const annotations = at(
      inputsOf("500", "postgres-pooler-rw-deployment"),
      "spec",
      "template",
      "metadata",
      "annotations",
    );
    expect(annotations).toEqual({
      "checksum/config": checksum(configOf("500", "rw") + poolerAccessText()),
      "checksum/users": checksum(
        poolerUsersText([
          ...["writer", "reader", "migrator"].map((purpose) => ({
            user: `app_${purpose}_a`,
            password: `password-of-postgres-${purpose}-password`,
          })),
          OBSERVER,
        ]),
      ),
      "checksum/certificates": checksum(
        at(inputsOf("500", "postgres-pooler-certificates"), "data", "rds-ca.pem") as string,
      ),
    });
  });

  test("the tier is in no selector and no pod label", () => {
    for (const tier of TIER_NAMES) {
      const spec = at(inputsOf(tier, "postgres-pooler-rw-deployment"), "spec");
      expect(at(spec, "selector")).toEqual({
        matchLabels: { "app.kubernetes.io/name": "postgres-rw", "app.kubernetes.io/component": "postgres" },
      });
      expect(at(spec, "template", "metadata", "labels")).not.toHaveProperty("scaling-tier");
    }
  });

  test("pods that would be changed by nothing but a tier's name are not: a step with the same sizes keeps them", async () => {
    const { postgres } = tierNamed("10k");
    const renamed = await record("20k", {}, postgres);
    const templateOf = (resources: Recorded): unknown =>
      at(resources.named("postgres-pooler-rw-deployment").inputs, "spec", "template");
    expect(templateOf(renamed)).toEqual(templateOf(recorded["10k"]));
  });

  test("the namespace is restricted and closed but for clients, servers and names", () => {
    expect(inputsOf("100", "postgres-pooler-namespace")["metadata"]).toMatchObject({
      name: "postgres",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    expect(inputsOf("100", "postgres-pooler-deny-all")["spec"]).toEqual({
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
    expect(inputsOf("100", "postgres-pooler-allow-clients")["spec"]).toEqual({
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: ["app", "observer"].map((name) => ({
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
          })),
          ports: [{ protocol: "TCP", port: 6432 }],
        },
      ],
    });
    const servers = at(inputsOf("100", "postgres-pooler-allow-servers"), "spec", "egress", 0);
    expect(servers).toEqual({
      to: ["10.0.48.0/22", "10.0.52.0/22", "10.0.56.0/22"].map((cidr) => ({ ipBlock: { cidr } })),
      ports: [{ protocol: "TCP", port: 5432 }],
    });
  });

  test.each(["rw", "ro"] as const)("pods of postgres-%s start after nodes and policies", (pooler) => {
    expect(recorded["100"].dependenciesOf(`postgres-pooler-${pooler}-deployment`)).toEqual(
      expect.arrayContaining(["nodes-ready", "postgres-pooler-deny-all", "postgres-pooler-users"]),
    );
  });

  test("every object goes through the cluster's provider", () => {
    const objects = own("20k").filter(({ type }) => type.startsWith("kubernetes:"));
    expect(objects.filter(({ provider }) => !provider?.endsWith("::kubernetes"))).toEqual([]);
  });
});

describe("users of the database (16)", () => {
  const jobOf = (resources: Recorded) => resources.named("postgres-pooler-roles-shard-0");
  const podOf = (resources: Recorded) => at(jobOf(resources).inputs, "spec", "template", "spec");

  test.each(TIER_NAMES)(
    "at tier %s a job makes them on each primary before a pooler lets anybody in",
    (tier) => {
      for (const { name, inputs } of primariesOf(tier)) {
        const job = name.replace(/^postgres-(shard-\d+)-primary$/, "postgres-pooler-roles-$1");
        const { inputs: jobInputs } = recorded[tier].named(job);
        expect(at(jobInputs, "spec", "template", "spec", "containers", 0, "args")).toEqual([
          `${String(inputs["identifier"])}.abcdefghijkl.us-east-1.rds.amazonaws.com`,
        ]);
        for (const pooler of ["rw", "ro"])
          expect(recorded[tier].dependenciesOf(`postgres-pooler-${pooler}-deployment`)).toContain(job);
      }
    },
  );

  test("it runs as RDS's master user, whom it verifies the server for and whose password is in no argument", () => {
    const pod = podOf(recorded["100"]);
    expect(at(pod, "containers", 0, "env")).toEqual([
      { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: "postgres-roles", key: "password" } } },
    ]);
    expect(at(pod, "containers", 0, "command")).toEqual([
      "/bin/sh",
      "-ec",
      expect.stringContaining("user=app sslmode=verify-full sslrootcert=/roles/rds-ca.pem"),
      "postgres-roles",
    ]);
    expect(at(pod, "containers", 0, "image")).toBe(IMAGES.pooler);
  });

  test("one that failed runs again with the next up, and says what the database said", () => {
    const { inputs, customTimeouts } = jobOf(recorded["100"]);
    expect(at(inputs, "metadata", "annotations")).toEqual({ "pulumi.com/replaceUnready": "true" });
    expect(at(inputs, "spec")).not.toHaveProperty("ttlSecondsAfterFinished");
    expect(at(podOf(recorded["100"]), "containers", 0, "terminationMessagePolicy")).toBe(
      "FallbackToLogsOnError",
    );
    expect(customTimeouts).toMatchObject({ create: "20m" });
  });
});

describe("a rotation (16)", () => {
  const checksumOf = (resources: Recorded): unknown =>
    at(
      resources.named("postgres-pooler-roles-shard-0").inputs,
      ...["spec", "template", "metadata", "annotations", "checksum/roles"],
    );
  const rotated = (rotation: Rotation) => record("500", {}, {}, false, rotation);

  test.each([
    [{ generation: 1, phase: "add" }, "", "", "app:password-of-postgres-password"],
    [{ generation: 1, phase: "use" }, "", "", "app_writer_a:password-of-postgres-writer-password"],
    [{ generation: 1 }, "", "", "app_writer_a:password-of-postgres-writer-password"],
    [{ generation: 2, phase: "add" }, "", "+-2", "app_writer_a:password-of-postgres-writer-password"],
    [{ generation: 2, phase: "use" }, "", "+-2", "app_writer_b:password-of-postgres-writer-password-2"],
    [{ generation: 2 }, "-2", "-2", "app_writer_b:password-of-postgres-writer-password-2"],
    [{ generation: 3, phase: "add" }, "-2", "-2+-3", "app_writer_b:password-of-postgres-writer-password-2"],
    [{ generation: 3, phase: "use" }, "-2", "-2+-3", "app_writer_a:password-of-postgres-writer-password-3"],
  ] as const)(
    "%j: the master's password is %j, the users' %j, clients use %s",
    async (rotation, master, users, used) => {
      const resources = await rotated(rotation);
      const passwords = resources
        .ofType("random:index/randomPassword:RandomPassword")
        .map(({ name }) => name);
      const suffixes = users.split("+");
      expect(passwords.sort()).toEqual(
        [
          `postgres-password${master}`,
          // It follows when a rotation is over, as the master's does.
          `postgres-observer-password${master}`,
          ...["migrator", "reader", "writer"].flatMap((purpose) =>
            suffixes.map((suffix) => `postgres-${purpose}-password${suffix}`),
          ),
        ].sort(),
      );
      expect(at(resources.outputs["plain"], "write")).toContain(`postgres://${used}@`);
    },
  );

  test("no password changes by it, and the users' job runs again in each phase", async () => {
    const all: Rotation[] = [
      { generation: 1 },
      { generation: 2, phase: "add" },
      { generation: 2, phase: "use" },
      { generation: 2 },
    ];
    const runs: Recorded[] = [];
    for (const rotation of all) runs.push(await rotated(rotation));
    for (const run of runs)
      for (const { name, inputs } of run.ofType("random:index/randomPassword:RandomPassword"))
        expect(inputs).toEqual({
          length: 40,
          special: false,
          ...(/^postgres-password/.test(name) ? { keepers: { rotation: "0" } } : {}),
        });
    const [before, add, use, after] = runs.map(checksumOf);
    expect(new Set([before, add, use, after]).size).toBe(4);
  });

  test("before generation 1 the poolers let RDS's master user in, and after it no more", async () => {
    const usersOf = async (rotation: Rotation) =>
      at(
        (await rotated(rotation)).named("postgres-pooler-rw-deployment").inputs,
        ...["spec", "template", "metadata", "annotations", "checksum/users"],
      );
    const own = ["writer", "reader", "migrator"].map((purpose) => ({
      user: `app_${purpose}_a`,
      password: `password-of-postgres-${purpose}-password`,
    }));
    const master = { user: "app", password: "password-of-postgres-password" };
    expect(await usersOf({ generation: 1, phase: "add" })).toBe(
      checksum(poolerUsersText([master, ...own, OBSERVER])),
    );
    expect(await usersOf({ generation: 1 })).toBe(checksum(poolerUsersText([...own, OBSERVER])));
  });
});

describe("a shard that is to go", () => {
  let leaving: Recorded;
  beforeAll(async () => {
    leaving = await record("20k", {}, {}, false, undefined, ["shard-3"]);
  });
  const primary = (shard: string) => leaving.named(`postgres-${shard}-primary`);

  test("loses its protection, and no other does", () => {
    expect(primary("shard-3")).toMatchObject({ protect: false, inputs: { deletionProtection: false } });
    for (const shard of ["shard-0", "shard-1", "shard-2"])
      expect(primary(shard)).toMatchObject({ protect: true, inputs: { deletionProtection: true } });
    // Its users are nobody's any more.
    const users = "postgres-pooler-roles-shard-3";
    expect(leaving.names()).toEqual(recorded["20k"].names().filter((name) => name !== users));
  });

  test("keeps its final snapshot", () => {
    expect(primary("shard-3").inputs).toMatchObject({ skipFinalSnapshot: false });
    expect(primary("shard-3").inputs["finalSnapshotIdentifier"]).toEqual(
      inputsOf("20k", "postgres-shard-3-primary")["finalSnapshotIdentifier"],
    );
  });

  test("is in no pooler any more", () => {
    const before = JSON.stringify(recorded["20k"].resources.filter(({ name }) => name.includes("pooler")));
    const after = JSON.stringify(leaving.resources.filter(({ name }) => name.includes("pooler")));
    expect(before).toContain("shard_3");
    expect(after).toContain("shard_2");
    expect(after).not.toContain("shard_3");
  });
});

describe("a shard that is restored", () => {
  const RESTORED = "postgres-shard-0-restored-2";
  const at = (restore: Partial<Restores["postgres"][string]>) =>
    record("5k", {}, {}, false, { generation: 1 }, [], {
      "shard-0": { generation: 2, snapshot: "before", ...restore },
    });
  const jobSql = (all: Recorded, role: string): string =>
    JSON.stringify(all.named(`postgres-pooler-roles-${role}`).inputs).includes('"key":"closed.sql"')
      ? "closed"
      : "open";
  const hostOf = (all: Recorded): string =>
    String(at2(all.named("postgres-pooler-rw-config").inputs, "data", "pgbouncer.ini")).match(
      /shard_0 = host=(\S+)/,
    )?.[1] ?? "";
  const at2 = (value: unknown, ...path: string[]): unknown =>
    path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
  const replicaSources = (all: Recorded, prefix: string): unknown[] =>
    all
      .ofType(INSTANCE)
      .filter(({ name, inputs }) => name.startsWith(`${prefix}-replica`) && inputs["replicateSourceDb"])
      .map(({ inputs }) => inputs["replicateSourceDb"]);

  test("has a protected instance from the snapshot beside the one that serves, with replicas of its own", async () => {
    const all = await at({ phase: "create" });
    const [former, restored] = ["postgres-shard-0-primary", `${RESTORED}-primary`].map((name) =>
      all.named(name),
    );
    expect(restored?.inputs).toMatchObject({
      snapshotIdentifier: "before",
      deletionProtection: true,
      skipFinalSnapshot: false,
      parameterGroupName: former?.inputs["parameterGroupName"],
      vpcSecurityGroupIds: former?.inputs["vpcSecurityGroupIds"],
      dbSubnetGroupName: former?.inputs["dbSubnetGroupName"],
      password: former?.inputs["password"],
    });
    expect([former?.protect, restored?.protect]).toEqual([true, true]);
    expect(restored?.inputs["identifier"]).toMatch(/-shard-0-restored-2-[0-9a-z]{8}$/);
    const { length } = replicaSources(all, "postgres-shard-0");
    expect(length).toBe(tierNamed("5k").postgres.replicasPerShard);
    expect(replicaSources(all, RESTORED)).toEqual(Array(length).fill(restored?.inputs["identifier"]));
    expect(hostOf(all)).toContain(String(former?.inputs["identifier"]));
    expect([jobSql(all, "shard-0"), jobSql(all, "shard-0-restored-2")]).toEqual(["open", "closed"]);
  });

  test("is led to it in the next phase, and nobody may log in to the former one", async () => {
    const all = await at({ phase: "use" });
    expect(hostOf(all)).toContain(String(all.named(`${RESTORED}-primary`).inputs["identifier"]));
    expect([jobSql(all, "shard-0"), jobSql(all, "shard-0-restored-2")]).toEqual(["closed", "open"]);
    expect(all.named("postgres-shard-0-primary")).toMatchObject({
      protect: true,
      inputs: { deletionProtection: true },
    });
  });

  test("lets the former instance go where its name is given, and has one instance again at the end", async () => {
    const retiring = await at({ phase: "retire", retires: "the former" });
    expect(retiring.named("postgres-shard-0-primary")).toMatchObject({
      protect: false,
      inputs: { deletionProtection: false, skipFinalSnapshot: false },
    });
    expect(retiring.named(`${RESTORED}-primary`).protect).toBe(true);
    const ended = await at({});
    const names = ended.ofType(INSTANCE).map(({ name }) => name);
    expect(names.filter((name) => !name.startsWith(RESTORED))).toEqual([]);
  });

  test("is made from a point in time of the instance that serves, or of an automated backup", async () => {
    const time = "2026-11-29T02:10:00Z";
    const ofServing = await at({ snapshot: undefined, time, phase: "create" });
    expect(ofServing.named(`${RESTORED}-primary`).inputs["restoreToPointInTime"]).toEqual({
      restoreTime: time,
      sourceDbInstanceIdentifier: ofServing.named("postgres-shard-0-primary").inputs["identifier"],
    });
    const automatedBackupArn = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-example";
    const ofBackup = await at({ snapshot: undefined, time, automatedBackupArn, phase: "create" });
    expect(ofBackup.named(`${RESTORED}-primary`).inputs["restoreToPointInTime"]).toEqual({
      restoreTime: time,
      sourceDbInstanceAutomatedBackupsArn: automatedBackupArn,
    });
  });
});
