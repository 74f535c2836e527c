import { UnpricedError } from "../../../../kinds/pricing/errors";
import { PRICING } from "../../../../models/cost/pricing";
import type { ManifestResource } from "../../../../models/manifest/manifest";
import type { TierName } from "../../../../tiers";
import { charge, contextWith, quantities, resource } from "../../../support/formula-case";

const of = (each: ManifestResource, users = 0, tier: TierName = "500", others: ManifestResource[] = []) =>
  quantities(charge(PRICING, each, contextWith(tier, users, [each, ...others])));
const same = (amount: number) => [amount, amount, amount];

describe("RDS", () => {
  const RDS = "aws:rds/instance:Instance";
  const primary = (inputs: ManifestResource["inputs"] = {}) =>
    resource(
      RDS,
      {
        instanceClass: "db.m7g.large",
        multiAz: true,
        allocatedStorage: 100,
        maxAllocatedStorage: 120,
        backupRetentionPeriod: 10,
        ...inputs,
      },
      "primary",
    );

  test("runs all month, and at the ceiling its storage has grown to the limit", () => {
    expect(of(primary())).toEqual({
      "instance and standby": same(730),
      storage: [100, 100, 120],
      "backups beyond the free part": same(0),
    });
  });

  test("takes the price of one instance or of two", () => {
    const keys = (multiAz: boolean) =>
      charge(PRICING, primary({ multiAz }), contextWith("500", 0)).map(({ priceKey }) => priceKey);
    expect(keys(true).slice(0, 2)).toEqual([
      "rds.postgres.multiAz.db.m7g.large",
      "rds.postgres.storage.gp3.multiAz",
    ]);
    expect(keys(false).slice(0, 2)).toEqual([
      "rds.postgres.singleAz.db.m7g.large",
      "rds.postgres.storage.gp3.singleAz",
    ]);
  });

  test("pays for backups beyond the size of its storage", () => {
    // 5,120 users x 20 MiB = 100 GiB; 10 days of 3 % change: 100 x 1.3 = 130, of which 100 are free.
    // At the ceiling 200 GiB would not fit: 120 x 1.3 - 100 = 56.
    expect(of(primary(), 5120)["backups beyond the free part"]).toEqual([0, 30, 56]);
  });

  test("shares the users' data among the primaries, replicas apart", () => {
    const second = { ...primary(), urn: "second", name: "second" };
    const replica = { ...primary({ replicateSourceDb: "primary" }), urn: "replica", name: "replica" };
    // 10,240 users are 200 GiB, 100 of them here.
    expect(of(primary(), 10_240, "10k", [second, replica])["backups beyond the free part"]).toEqual([
      0, 30, 56,
    ]);
  });

  test("has no backups as a replica", () => {
    expect(Object.keys(of(primary({ replicateSourceDb: "primary", multiAz: false })))).toEqual([
      "instance",
      "storage",
    ]);
  });

  test.each([
    [100, 5000, 2000],
    [400, 15_000, 3000],
  ])("of %d GiB with %d IOPS pays for %d of them", (allocatedStorage, iops, paid) => {
    expect(of(primary({ allocatedStorage, iops }))["IOPS beyond the included ones"]).toEqual(same(paid));
  });

  test("pays for none of the included IOPS", () => {
    const items = of(primary({ allocatedStorage: 400, iops: 12_000 }));
    expect(items).not.toHaveProperty(["IOPS beyond the included ones"]);
  });

  test.each([
    // 2 vCPU x 90 % above the baseline x 730 hours
    ["db.t4g.micro", 1314],
    // 2 x 80 % x 730
    ["db.t4g.small", 1168],
  ])("%s may pay for credits, outside the figures", (instanceClass, vcpuHours) => {
    const items = charge(PRICING, primary({ instanceClass, multiAz: false }), contextWith("100", 0));
    expect(items.at(-1)).toMatchObject({
      item: "surplus CPU credits",
      quantity: { floor: 0, expected: 0, ceiling: vcpuHours },
      outsideFigures: true,
    });
  });

  test("without a size of its storage is refused", () => {
    const broken = primary();
    expect(() =>
      charge(
        PRICING,
        { ...broken, inputs: { ...broken.inputs, allocatedStorage: "big" } },
        contextWith("500", 0),
      ),
    ).toThrow(new UnpricedError('primary cannot be priced: allocatedStorage is "big", not a number.'));
  });
});

describe("Valkey", () => {
  const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
  const group = (inputs: ManifestResource["inputs"], name = "main") =>
    resource(GROUP, { nodeType: "cache.t4g.small", ...inputs }, name);

  test("pays for each node of each shard", () => {
    // 3 shards x (1 + 1) nodes x 730 hours
    expect(of(group({ numNodeGroups: 3, replicasPerNodeGroup: 1 }))).toEqual({ nodes: same(4380) });
  });

  test("pays for snapshots beyond the first", () => {
    const main = group({ snapshotRetentionLimit: 3 });
    const embeddings = group({ snapshotRetentionLimit: 0 }, "embeddings");
    // 1,024 users x 0.125 MiB = 0.125 GiB, kept twice more
    expect(of(main, 1024, "2k", [embeddings])["snapshots beyond the free one"]).toEqual([0, 0.25, 0.5]);
    expect(of(embeddings, 1024, "2k", [main])["snapshots beyond the free one"]).toBeUndefined();
  });

  test("keeps embeddings in the only group there is", () => {
    // and 1,024 x 54 x 6.5 KiB = 0.342773 GiB of embeddings
    expect(of(group({ snapshotRetentionLimit: 2 }), 1024)["snapshots beyond the free one"]?.[1]).toBeCloseTo(
      0.125 + (1024 * 54 * 6.5) / 1024 ** 2,
      5,
    );
  });
});

describe("a volume claim", () => {
  const claim = (storage: unknown) =>
    resource("kubernetes:core/v1:PersistentVolumeClaim", {
      spec: { resources: { requests: { storage } }, storageClassName: "gp3" },
    });
  const storageClass = (parameters: Record<string, string>) =>
    resource("kubernetes:storage.k8s.io/v1:StorageClass", { metadata: { name: "gp3" }, parameters });

  test.each([
    ["250Gi", 250],
    ["1Ti", 1024],
    ["512Mi", 0.5],
  ])("of %s is %d GB", (storage, gb) => {
    expect(of(claim(storage), 0, "500", [storageClass({})])).toEqual({ volume: same(gb) });
  });

  test("pays for what its class asks beyond gp3's own", () => {
    expect(of(claim("10Gi"), 0, "500", [storageClass({ iops: "4000", throughput: "225" })])).toEqual({
      volume: same(10),
      "IOPS beyond the included ones": same(1000),
      "throughput beyond the included one": same(100),
    });
  });

  test("in another unit is refused", () => {
    expect(() => of(claim("10G"))).toThrow(
      new UnpricedError(
        'thing cannot be priced: spec.resources.requests.storage is "10G"; give it in Mi, Gi or Ti.',
      ),
    );
  });
});

describe("a bucket", () => {
  const bucket = (component: string) =>
    resource("aws:s3/bucket:Bucket", {}, "any-name", `scaling-tiers:${component}`);
  const expiring = (component: string, days: number) =>
    resource(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      { rules: [{ noncurrentVersionExpiration: { noncurrentDays: 1 } }, { expiration: { days } }] },
      "another-name",
      `scaling-tiers:${component}`,
    );

  test("of assets keeps the uploads of six months", () => {
    const { storage, writes } = of(bucket("cdn:AssetBucket"), 1000);
    // 1,000 users x 0.2 uploads x 30.4167 days = 6,083.33 uploads of 2 MiB
    expect(writes).toEqual([0, 6.083333, 12.166667]);
    expect(storage?.[1]).toBeCloseTo((6083.3333 * 2 * 6) / 1024, 3);
  });

  test("of snapshots keeps every copy for the days of its lifecycle rule and one more", () => {
    const rule = expiring("qdrant:QdrantSnapshots", 7);
    // 1,024 users x 3.81 MiB = 3.81 GiB; two copies, 7 + 1 days
    expect(of(bucket("qdrant:QdrantSnapshots"), 1024, "500", [rule])["storage"]).toEqual([0, 60.96, 121.92]);
  });

  test("of flow logs keeps them for the days of its own lifecycle rule", () => {
    const others = [expiring("qdrant:QdrantSnapshots", 7), expiring("network:FlowLogs", 60)];
    const { storage } = of(bucket("network:FlowLogs"), 1000, "2k", others);
    const internalGib = (1000 * 0.5 * 43_800 * 30) / 1024 ** 2;
    expect(storage?.[1]).toBeCloseTo(internalGib * 0.005 * (60 / (730 / 24)), 4);
  });

  test("of a component that nobody knows, or without an end of its logs, is refused", () => {
    expect(() => of(bucket("cdn:NewBucket"))).toThrow(
      new UnpricedError(
        "any-name cannot be priced: nothing says what lies in a bucket of scaling-tiers:cdn:NewBucket. Add it to the contents in kinds/s3/bucket-price.ts.",
      ),
    );
    expect(() => of(bucket("network:FlowLogs"))).toThrow(
      new UnpricedError("any-name cannot be priced: no lifecycle rule has expiration.days."),
    );
  });
});

describe("copies in another region", () => {
  const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
  const BACKUPS = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";

  test("of snapshots are sent once a day, and kept for a month of Standard-IA and a week at least", () => {
    const copy = (type: string) => resource(type, {}, "any-name", "scaling-tiers:qdrant:BucketCopy");
    const rule = {
      ...copy("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
      inputs: { rules: [{ noncurrentVersionExpiration: { noncurrentDays: 7 } }] },
    };
    // 1,024 users x 3.81 MiB in two copies = 7.62 GiB a day
    expect(of(copy("aws:s3/bucket:Bucket"), 1024, "500", [rule])["storage"]).toEqual([0, 281.94, 563.88]);
    const replication = { ...copy(REPLICATION), inputs: { rules: [{ destination: { bucket: "copy" } }] } };
    const sent = of(replication, 1024, "500")["transfer to another region"];
    expect(sent?.[1]).toBeCloseTo(7.62 * (730 / 24), 3);
  });

  test("of backups are the data and what a week changes, and nothing of it is free", () => {
    const primary = resource("aws:rds/instance:Instance", { allocatedStorage: 20 }, "primary");
    const stored = of(resource(BACKUPS, { retentionPeriod: 7 }), 100_000, "500", [primary]);
    expect(stored["copies of backups"]).toEqual([0, 24.2, 24.2]);
    expect(stored["transfer to another region"]?.[1]).toBeCloseTo(20 * 0.03 * 2 * (730 / 24), 4);
  });

  test("of what nobody knows are refused", () => {
    expect(() => of(resource(BACKUPS, { retentionPeriod: 7 }))).toThrow(
      new UnpricedError("thing cannot be priced: its component has no primary."),
    );
    expect(() => of(resource(REPLICATION, {}, "any-name", "scaling-tiers:app:BucketCopy"))).toThrow(
      new UnpricedError(
        "any-name cannot be priced: nothing says what scaling-tiers:app:BucketCopy copies. Add it to kinds/s3/bucket-replication-config-price.ts.",
      ),
    );
  });
});

describe("copies in another account", () => {
  const IN_ACCOUNT = { rules: [{ destination: { bucket: "copy", account: "444455556666" } }] };
  const replication = (component: string) =>
    resource(
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      IN_ACCOUNT,
      "any-name",
      `scaling-tiers:${component}:BucketCopy`,
    );
  const plan = (rules: unknown[]) => resource("aws:backup/plan:Plan", { rules }, "plan");
  const database = (identifier: string) =>
    resource("aws:rds/instance:Instance", { identifier, allocatedStorage: 20 }, identifier);
  const selection = resource("aws:backup/selection:Selection", {
    resources: ["arn:aws:rds:us-east-1:123456789012:db:a"],
  });

  test("of snapshots are stored in Standard-IA for a month and 35 days, and cross no region", () => {
    const lines = of(replication("qdrant"), 1024, "500");
    // 7.62 GiB a day
    expect(lines["storage in the other account"]).toEqual([0, 495.3, 990.6]);
    expect(Object.keys(lines)).toEqual([
      "storage in the other account",
      "writes in the other account",
      "reads in the other account",
    ]);
  });

  test("of databases are whole each day, of those alone that are selected", () => {
    const rules = [{ lifecycle: { deleteAfter: 3 }, copyActions: [{ lifecycle: { deleteAfter: 7 } }] }];
    const lines = of(selection, 100_000, "500", [plan(rules), database("a"), database("b")]);
    expect(lines["copies in the other account"]).toEqual([0, 140, 140]);
    expect(lines["backups that are copied"]?.[1]).toBeCloseTo(20 * 0.03 * 3, 6);
  });

  test("without a plan that says for how long are refused", () => {
    const message = "thing cannot be priced: no plan says for how many days copies are kept.";
    expect(() => of(selection, 1, "500", [])).toThrow(new UnpricedError(message));
    expect(() => of(selection, 1, "500", [plan([{ lifecycle: { deleteAfter: 3 } }])])).toThrow(
      new UnpricedError(message),
    );
  });
});

test("a secret costs itself and a hundred calls, and its copy in another region as much as itself", () => {
  expect(of(resource("aws:secretsmanager/secret:Secret", { replicas: [{}] }))["secret"]).toEqual(same(2));
  expect(of(resource("aws:secretsmanager/secret:Secret", {}))).toEqual({
    secret: same(1),
    calls: [0, 0.01, 0.02],
  });
});

test("a key's first 20,000 calls are free", () => {
  const calls = (users: number) => of(resource("aws:kms/key:Key", {}), users)["calls"];
  expect(calls(100)).toEqual(same(0));
  // 20,000 users: 32.85 M embeddings alone make 328,500 calls
  expect(calls(20_000)?.[1]).toBeGreaterThan((328_500 - 20_000) / 10_000);
});
