import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { Manifest } from "../../../models/manifest/manifest";
import { at, listOf, recordOf } from "../../../models/manifest/values";
import { EVERYTHING } from "../../support/everything";
import { resourceNamed, statementsIn } from "../../support/recorded-resource";

const VAULT = "arn:aws:backup:us-east-1:444455556666:backup-vault:prod-copies";
const KEY = "arn:aws:kms:us-east-1:444455556666:key/copies";
const BACKUP_TYPES = ["aws:backup/vault:Vault", "aws:backup/plan:Plan", "aws:backup/selection:Selection"];

let largest: Manifest;
const named = (name: string) => resourceNamed(largest.resources, name);
const statementsOf = (name: string) => statementsIn(named(name));

beforeAll(async () => {
  largest = await recordedManifest("20k", EVERYTHING);
});

test("only a stack that names another account has anything of it", async () => {
  const { resources } = await recordedManifest("20k");
  expect(JSON.stringify(resources)).not.toContain("444455556666");
  expect(resources.filter(({ type }) => BACKUP_TYPES.includes(type))).toEqual([]);
});

test("every primary, and no replica, is copied each day into the other account's vault, for a week", () => {
  const [rule, ...others] = listOf(named("account-copies-plan").inputs["rules"]);
  expect(others).toEqual([]);
  expect(rule).toEqual({
    ruleName: "daily",
    targetVaultName: named("account-copies-vault").inputs["name"],
    schedule: "cron(0 5 * * ? *)",
    scheduleExpressionTimezone: "Etc/UTC",
    startWindow: 60,
    completionWindow: 720,
    lifecycle: { deleteAfter: 3 },
    copyActions: [{ destinationVaultArn: VAULT, lifecycle: { deleteAfter: 7 } }],
  });
  const primaries = largest.resources.filter(
    ({ type, inputs }) => type === "aws:rds/instance:Instance" && inputs["replicateSourceDb"] === undefined,
  );
  expect(primaries.length).toBeGreaterThan(1);
  const selected = listOf(named("account-copies-selection").inputs["resources"]).map(String);
  expect(selected.map((arn) => arn.split(":").at(-1))).toEqual(
    primaries.map(({ inputs }) => inputs["identifier"]),
  );
});

test("the vault here has the stack's key, and goes with the stack", () => {
  expect(named("account-copies-vault")).toMatchObject({
    protect: false,
    retainOnDelete: false,
    inputs: { forceDestroy: true, kmsKeyArn: expect.stringContaining("encryption-key") as string },
  });
});

test("AWS Backup may touch these databases, its own snapshots, the two vaults and the key", () => {
  expect(JSON.parse(String(named("account-copies-role").inputs["assumeRolePolicy"]))).toMatchObject({
    Statement: [{ Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const statements = statementsOf("account-copies-role-policy");
  const broad = statements.filter(({ Resource }) => Resource === "*").map(({ Action }) => Action);
  expect(broad).toEqual(["tag:GetResources"]);
  const databases = listOf(named("account-copies-selection").inputs["resources"]);
  const [take, own] = statements;
  const snapshots = "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:*";
  expect(take?.["Resource"]).toEqual([...databases, snapshots]);
  expect(own).toMatchObject({
    Action: [
      "rds:AddTagsToResource",
      "rds:CopyDBSnapshot",
      "rds:DeleteDBSnapshot",
      "rds:ModifyDBSnapshotAttribute",
    ],
    Resource: snapshots,
  });
  for (const { Action, Resource } of statements.filter(({ Action }) =>
    JSON.stringify(Action).includes("kms:"),
  ))
    expect([Action, Resource]).toEqual([Action, expect.stringContaining("encryption-key") as string]);
});

describe.each([
  ["qdrant-snapshots-copies", "arn:aws:s3:::prod-snapshot-copies", "snapshots/"],
  ["cdn-assets-copies", "arn:aws:s3:::prod-asset-copies", ""],
])("objects of %s", (copy, bucket, prefix) => {
  const isEncrypted = copy.startsWith("qdrant");

  test("are copied to the other account beside the other region, and belong to it", () => {
    const rules = listOf(named(`${copy}-replication`).inputs["rules"]).map(recordOf);
    expect(rules.map(({ id, priority }) => [id, priority])).toEqual([
      ["copy-to-another-region", 1],
      ["copy-to-another-account", 2],
    ]);
    expect(rules[1]).toEqual({
      id: "copy-to-another-account",
      status: "Enabled",
      priority: 2,
      filter: prefix === "" ? {} : { prefix },
      deleteMarkerReplication: { status: "Enabled" },
      ...(isEncrypted ? { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } } : {}),
      destination: {
        bucket,
        storageClass: "STANDARD_IA",
        account: "444455556666",
        accessControlTranslation: { owner: "Destination" },
        ...(isEncrypted ? { encryptionConfiguration: { replicaKmsKeyId: KEY } } : {}),
      },
    });
  });

  test("are copied by a role that hands them over and deletes nothing", () => {
    const into = statementsOf(`${copy}-role-policy`).find(
      ({ Resource }) => Resource === `${bucket}/${prefix}*`,
    );
    expect(into?.["Action"]).toEqual([
      "s3:ObjectOwnerOverrideToBucketOwner",
      "s3:ReplicateDelete",
      "s3:ReplicateObject",
      "s3:ReplicateTags",
    ]);
  });
});

test("without copies in another region there is the one rule alone, and no bucket", async () => {
  const { resources } = await recordedManifest("100", EVERYTHING);
  const ofCopies = resources.filter(({ name }) => name.startsWith("cdn-assets-copies"));
  expect(ofCopies.map(({ name }) => name).sort()).toEqual([
    "cdn-assets-copies",
    "cdn-assets-copies-replication",
    "cdn-assets-copies-role",
    "cdn-assets-copies-role-policy",
  ]);
  const replication = ofCopies.find(({ name }) => name.endsWith("-replication"));
  expect(listOf(replication?.inputs["rules"]).map((rule) => at(rule, "id"))).toEqual([
    "copy-to-another-account",
  ]);
});

test("an alarm is raised when for two days not all of it was copied", () => {
  const { inputs } = named("alarms-backup-copies");
  expect(inputs).toMatchObject({
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: "breaching",
  });
  const vaults = listOf(inputs["metricQueries"]).map((query) =>
    at(query, "metric.dimensions.BackupVaultName"),
  );
  const here = named("account-copies-vault").inputs["name"];
  expect(vaults).toEqual([here, "prod-copies", here, "prod-copies", undefined]);
});
