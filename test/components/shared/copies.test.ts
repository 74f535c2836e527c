import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { Manifest } from "../../../models/manifest/manifest";
import { at, listOf, recordOf } from "../../../models/manifest/values";
import { shardNames, TIER_NAMES, tierNamed } from "../../../tiers";
import { resourceNamed, statementsIn } from "../../support/recorded-resource";

const ABROAD = "us-west-2";
const TYPES_OF_COPIES = [
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
];

let largest: Manifest;
const named = (name: string) => resourceNamed(largest.resources, name);
const statementsOf = (name: string) => statementsIn(named(name));

beforeAll(async () => {
  largest = await recordedManifest("20k");
});

test("tiers whose sizes ask for copies have them, and no other has anything of them", async () => {
  for (const tier of TIER_NAMES) {
    const { resources } = await recordedManifest(tier);
    const isAsked = tierNamed(tier).operations.disasterRecovery === "backup";
    expect(resources.some(({ type }) => TYPES_OF_COPIES.includes(type))).toBe(isAsked);
    expect(resources.some(({ inputs }) => inputs["region"] === ABROAD)).toBe(isAsked);
  }
  expect(TIER_NAMES.filter((tier) => tierNamed(tier).operations.disasterRecovery === "backup")).toEqual([
    "20k",
  ]);
});

test("every primary's backups are copied for a week, under a key of the other region", () => {
  for (const shard of shardNames(tierNamed("20k").postgres.shardCount)) {
    const { inputs, protect } = named(`postgres-${shard}-copies`);
    expect(inputs).toEqual({
      region: ABROAD,
      retentionPeriod: 7,
      kmsKeyId: expect.stringContaining("copies-key") as string,
      sourceDbInstanceArn: expect.stringMatching(new RegExp(`:db:.*-${shard}-`)) as string,
    });
    expect(protect).toBe(true);
  }
});

test("the key rotates, outlives the stack, and only this account's IAM decides on it", () => {
  const { inputs, protect, retainOnDelete } = named("copies-key-key");
  expect([protect, retainOnDelete]).toEqual([true, true]);
  expect(inputs).toMatchObject({ region: ABROAD, enableKeyRotation: true, deletionWindowInDays: 30 });
  expect(statementsOf("copies-key-key").map(({ Sid, Principal }) => [Sid, Principal])).toEqual([
    ["AccountDecidesByIam", { AWS: "arn:aws:iam::123456789012:root" }],
  ]);
  expect(named("copies-key-alias")).toMatchObject({ retainOnDelete: false, inputs: { region: ABROAD } });
});

test("the passwords of the databases are copied, and no other secret", () => {
  const copied = largest.resources.filter(({ inputs }) => listOf(inputs["replicas"]).length > 0);
  expect(copied.map(({ name }) => name)).toEqual(["postgres-secret"]);
  expect(copied[0]?.inputs["replicas"]).toEqual([
    { region: ABROAD, kmsKeyId: expect.stringContaining("copies-key") as string },
  ]);
});

describe.each([
  ["qdrant-snapshots", "qdrant-snapshots-copies", "snapshots/", 7],
  ["cdn-assets", "cdn-assets-copies", "", 30],
])("objects of %s", (source, copy, prefix, days) => {
  const ofCopy = () => largest.resources.filter(({ name }) => name.startsWith(`${copy}-`));

  test("are copied with their deletions, into a closed bucket that keeps what was deleted", () => {
    const [rule] = listOf(named(`${copy}-replication`).inputs["rules"]).map(recordOf);
    expect(rule).toMatchObject({
      status: "Enabled",
      filter: prefix === "" ? {} : { prefix },
      deleteMarkerReplication: { status: "Enabled" },
      destination: { storageClass: "STANDARD_IA" },
    });
    expect(at(rule, "destination.bucket")).toContain(copy === "cdn-assets-copies" ? "asset-" : "qdrant-");
    expect(named(`${copy}-replication`).inputs["bucket"]).toBe(
      named(`${source}-versioning`).inputs["bucket"],
    );
    expect(named(`${copy}-versioning`).inputs["versioningConfiguration"]).toEqual({ status: "Enabled" });
    const [ends] = listOf(named(`${copy}-lifecycle`).inputs["rules"]);
    expect(at(ends, "noncurrentVersionExpiration.noncurrentDays")).toBe(days);
    // An expiry by age would take the last copies while nothing new is written.
    expect(at(ends, "expiration")).toEqual(
      expect.not.objectContaining({ days: expect.anything() as unknown }),
    );
  });

  test("stay when the stack goes, and nothing of the copy is in the stack's region", () => {
    const ofS3 = ofCopy().filter(({ type }) => type.startsWith("aws:s3/"));
    expect(ofS3.length).toBeGreaterThan(6);
    for (const { name, protect, retainOnDelete } of ofS3)
      expect([name, protect, retainOnDelete]).toEqual([name, true, true]);
    const here = ofS3.filter(({ inputs }) => inputs["region"] !== ABROAD).map(({ name }) => name);
    expect(here).toEqual([`${copy}-replication`]);
  });

  test("are copied by a role that reads these and writes there, and deletes nothing", () => {
    const statements = statementsOf(`${copy}-role-policy`);
    const actions = statements.flatMap(({ Action }) => (Array.isArray(Action) ? Action : [Action]));
    const ofS3 = [
      "s3:GetReplicationConfiguration",
      "s3:ListBucket",
      "s3:GetObjectVersionAcl",
      "s3:GetObjectVersionForReplication",
      "s3:GetObjectVersionTagging",
      "s3:ReplicateDelete",
      "s3:ReplicateObject",
      "s3:ReplicateTags",
    ];
    const ofKeys = ["kms:Decrypt", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
    expect(actions).toEqual(source === "cdn-assets" ? ofS3 : [...ofS3, ...ofKeys]);
    for (const { Resource } of statements) expect(Resource).not.toBe("*");
    expect(String(statements[1]?.["Resource"])).toMatch(new RegExp(`/${prefix}\\*$`));
  });
});
