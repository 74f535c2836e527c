import { isReplica } from "../../kinds/rds/replica";
import { at, listOf } from "../../models/manifest/values";
import { BACKUP_PLAN, accountOf, backupAccount, copyVaults, ownAccount } from "../effects/accounts";
import { BUCKET, KEY } from "../effects/companions";
import { beyondCopies } from "../effects/copied-by-backup";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { isEncryptedByKey } from "../effects/keys";
import { DATABASE } from "../effects/network";
import { shown, textOf } from "../read";
import { arnParts, vaultNameOf } from "../../tiers";
import type { PolicyResource, StackProblem, StackRule } from "../rule";
import { stackUrn } from "../stack-urn";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const VAULT = "aws:backup/vault:Vault";
const SELECTION = "aws:backup/selection:Selection";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

const BUCKET_ARN = /^arn:[\w-]+:s3:::[a-z0-9.-]{3,63}$/;

interface Stack {
  readonly resources: readonly PolicyResource[];
  readonly inventory: Inventory;
  readonly region: string;
  /** Of the copies; undefined where the plan leads to none, or to several. */
  readonly account: string | undefined;
}

/** The vaults lie together, where only others can delete. */
function vaultProblems({ resources, region, account }: Stack): StackProblem[] {
  const vaults = copyVaults(resources);
  if (account === undefined)
    return [
      {
        urn: stackUrn(resources),
        wrong: `databases are copied to ${shown(vaults)}`,
        allowed: `one vault of another account than ${String(ownAccount(resources))}`,
      },
    ];
  return vaults
    .filter((vault) => arnParts(vault).region !== region)
    .map((vault) => ({
      urn: stackUrn(resources),
      wrong: `databases are copied to ${vault}`,
      allowed: `a vault of ${region}: RDS copies to another account or region, not both`,
    }));
}

function databaseProblems({ inventory }: Stack): StackProblem[] {
  const selected = inventory
    .ofType(SELECTION)
    .filter(({ inputs }) => inventory.meant(BACKUP_PLAN, inputs["planId"]) !== undefined)
    .flatMap(({ inputs }) => listOf(inputs["resources"]).map((arn) => inventory.meant(DATABASE, arn)));
  return inventory
    .ofType(DATABASE)
    .filter((database) => database.protect && !isReplica(database) && !selected.includes(database))
    .map(({ urn }) => ({
      urn,
      wrong: "the plan of AWS Backup leaves it out",
      allowed: "its ARN among the resources of a Selection",
    }));
}

/** Rules of a bucket that copy into an account. */
const rulesInto = (inventory: Inventory, bucket: PolicyResource, account: string | undefined): unknown[] =>
  inventory
    .pointingAt(bucket, REPLICATION, "bucket")
    .flatMap(({ inputs }) => listOf(inputs["rules"]))
    .filter(
      (rule) => at(rule, "status") === "Enabled" && textOf(at(rule, "destination.account")) === account,
    );

function bucketProblems({ inventory, region, account }: Stack): StackProblem[] {
  const isCopied = (bucket: PolicyResource): boolean =>
    rulesInto(inventory, bucket, account).some(
      (rule) =>
        BUCKET_ARN.test(textOf(at(rule, "destination.bucket"))) &&
        at(rule, "destination.accessControlTranslation.owner") === "Destination" &&
        (!isEncryptedByKey(inventory, bucket) ||
          (at(rule, "sourceSelectionCriteria.sseKmsEncryptedObjects.status") === "Enabled" &&
            accountOf(textOf(at(rule, "destination.encryptionConfiguration.replicaKmsKeyId"))) === account)),
    );
  return inventory
    .ofType(BUCKET)
    .filter(({ protect, inputs }) => protect && (textOf(inputs["region"]) || region) === region)
    .filter((bucket) => !isCopied(bucket))
    .map(({ urn }) => ({
      urn,
      wrong: "its objects are not copied to the other account, which is to own them",
      allowed: `an enabled rule with destination.account ${String(account)}, and with its key where the stack's encrypts them`,
    }));
}

/** Two buckets in one would mix their keys, and their deletions; a role reads one bucket. */
function sharingProblems({ inventory, account }: Stack): StackProblem[] {
  const ways = inventory.ofType(REPLICATION).map(({ urn, inputs }) => ({
    urn,
    ends: [
      textOf(inputs["role"]),
      ...listOf(inputs["rules"])
        .filter((rule) => textOf(at(rule, "destination.account")) === account)
        .map((rule) => textOf(at(rule, "destination.bucket"))),
    ],
  }));
  return ways
    .filter((way) => ways.some((other) => other !== way && way.ends.some((end) => other.ends.includes(end))))
    .map(({ urn }) => ({ urn, wrong: "its bucket or its role is that of another copy", allowed: "its own" }));
}

const keyProblems = ({ inventory, account }: Stack): StackProblem[] =>
  account === undefined
    ? []
    : inventory.ofType(KEY).flatMap((key) =>
        beyondCopies(key, account).map((wrong) => ({
          urn: key.urn,
          wrong: `its policy ${wrong}`,
          allowed: "what AWS Backup's own role there needs to copy a snapshot",
        })),
      );

/** Jobs are counted by the vault here or the one there. */
function alarmProblems({ resources, inventory }: Stack): StackProblem[] {
  const there = copyVaults(resources).map(vaultNameOf);
  return inventory.ofType(ALARM).flatMap(({ urn, inputs }) =>
    listOf(inputs["metricQueries"])
      .map((query) => at(query, "metric.dimensions.BackupVaultName"))
      .filter(
        (name) =>
          name !== undefined && !there.includes(textOf(name)) && inventory.meant(VAULT, name) === undefined,
      )
      .map((name) => ({ urn, wrong: `it watches the vault ${shown(name)}`, allowed: "those of the copies" })),
  );
}

export const requireCopiesInAnotherAccount: StackRule = {
  id: "require-copies-in-another-account",
  title: "Where backupAccount is set, every database and bucket with data is copied to it",
  rationale: "Whoever has the credentials of the account can delete everything in it, and every backup.",
  remedy: "Name it in backupAccount, and let the program make the copies.",
  severity: "high",
  source: "AWS Well-Architected, REL09-BP02; docs/decisions/0067-copies-in-another-account.md",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, { region }) => {
    if (!resources.some(({ type }) => type === BACKUP_PLAN)) return [];
    const stack = { resources, inventory: inventoryOf(resources), region, account: backupAccount(resources) };
    return [
      vaultProblems,
      databaseProblems,
      bucketProblems,
      sharingProblems,
      keyProblems,
      alarmProblems,
    ].flatMap((problemsIn) => problemsIn(stack));
  },
};
