import { isReplica } from "../../kinds/rds/replica";
import { at, listOf } from "../../models/manifest/values";
import { BUCKET, KEY } from "../effects/companions";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { isEncryptedByKey } from "../effects/keys";
import { DATABASE } from "../effects/network";
import { shown, textOf } from "../read";
import type { PolicyResource, StackProblem, StackRule } from "../rule";

const DATABASE_COPY = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const ROLE = "aws:iam/role:Role";
const SECRET = "aws:secretsmanager/secret:Secret";

/** Whether a resource is in another region than the stack. */
const isAbroad = ({ inputs }: PolicyResource, own: string): boolean =>
  textOf(inputs["region"]) !== "" && textOf(inputs["region"]) !== own;

/** What goes by itself is a log, and is not missed. */
const kept = (resources: readonly PolicyResource[]): readonly PolicyResource[] =>
  resources.filter((resource) => resource.protect);

function databaseProblems(inventory: Inventory, own: string): StackProblem[] {
  const copies = inventory.ofType(DATABASE_COPY);
  const copied = copies
    .filter((copy) => isAbroad(copy, own))
    .map(({ inputs }) => inventory.meant(DATABASE, inputs["sourceDbInstanceArn"]));
  return kept(inventory.ofType(DATABASE))
    .filter((primary) => !isReplica(primary) && !copied.includes(primary))
    .map(({ urn }) => ({
      urn,
      wrong: "its backups lie in one region",
      allowed: "an InstanceAutomatedBackupsReplication in another one",
    }));
}

function bucketProblems(inventory: Inventory, own: string): StackProblem[] {
  return kept(inventory.ofType(BUCKET))
    .filter((bucket) => !isAbroad(bucket, own))
    .filter(
      (bucket) =>
        !inventory
          .pointingAt(bucket, REPLICATION, "bucket")
          .flatMap(({ inputs }) => listOf(inputs["rules"]))
          .filter((rule) => at(rule, "status") === "Enabled")
          .map((rule) => inventory.meant(BUCKET, at(rule, "destination.bucket")))
          .some((copy) => copy !== undefined && isAbroad(copy, own)),
    )
    .map(({ urn }) => ({
      urn,
      wrong: "its objects lie in one region",
      allowed: "an enabled BucketReplicationConfig to a bucket in another one",
    }));
}

/** Of the databases alone: the passwords of a copy that is restored are of its day. */
const secretProblems = (inventory: Inventory, own: string): StackProblem[] =>
  inventory
    .ofType(SECRET)
    .filter(({ component, inputs }) => {
      const regions = listOf(inputs["replicas"]).map((replica) => textOf(at(replica, "region")));
      return component === "postgres" && !regions.some((region) => region !== "" && region !== own);
    })
    .map(({ urn }) => ({
      urn,
      wrong: "the passwords lie in one region",
      allowed: "replicas in another one",
    }));

/** The key of the copies, by which their region is known; undefined where there is none. */
const copiesKey = (inventory: Inventory, own: string): PolicyResource | undefined =>
  kept(inventory.ofType(KEY)).find((key) => isAbroad(key, own));

function placeProblems(inventory: Inventory, own: string): StackProblem[] {
  const region = textOf(copiesKey(inventory, own)?.inputs["region"]);
  const elsewhere = (urn: string, path: string, given: unknown): StackProblem[] =>
    textOf(given) === region
      ? []
      : [
          {
            urn,
            wrong: `${path} is ${shown(given)}`,
            allowed: `${region || "a region with a key"}, where the key of the copies is`,
          },
        ];
  return [
    ...kept(inventory.ofType(BUCKET, DATABASE_COPY))
      .filter((resource) => isAbroad(resource, own))
      .flatMap(({ urn, inputs }) => elsewhere(urn, "region", inputs["region"])),
    ...inventory
      .ofType(SECRET)
      .flatMap(({ urn, inputs }) =>
        listOf(inputs["replicas"]).flatMap((replica) =>
          elsewhere(urn, "replicas[].region", at(replica, "region")),
        ),
      ),
  ];
}

/** Of what names its key itself; of databases `require-own-key` judges it. */
function keyProblems(inventory: Inventory, own: string): StackProblem[] {
  const key = copiesKey(inventory, own);
  const isTheKey = (value: unknown): boolean => key !== undefined && inventory.meant(KEY, value) === key;
  const copiesEncrypted = (rule: unknown): boolean =>
    at(rule, "sourceSelectionCriteria.sseKmsEncryptedObjects.status") === "Enabled" &&
    isTheKey(at(rule, "destination.encryptionConfiguration.replicaKmsKeyId"));
  return [
    ...inventory
      .ofType(SECRET)
      .filter(
        ({ inputs }) => !listOf(inputs["replicas"]).every((replica) => isTheKey(at(replica, "kmsKeyId"))),
      )
      .map(({ urn }) => ({
        urn,
        wrong: "a replica without the key of the copies",
        allowed: "replicas[].kmsKeyId: that key",
      })),
    ...inventory
      .ofType(REPLICATION)
      .filter(({ inputs }) => isEncryptedByKey(inventory, inventory.meant(BUCKET, inputs["bucket"])))
      .filter(({ inputs }) => !rulesAbroad(inputs).every(copiesEncrypted))
      .map(({ urn }) => ({
        urn,
        wrong: "objects that the stack's key encrypts are not copied",
        allowed: "sseKmsEncryptedObjects: Enabled, with the key of the copies",
      })),
  ];
}

/** Of another account `require-copies-in-another-account` judges. */
const rulesAbroad = ({ rules }: PolicyResource["inputs"]): unknown[] =>
  listOf(rules).filter((rule) => at(rule, "destination.account") === undefined);

/** A role reads one bucket, and a bucket holds the copies of one. */
function sharingProblems(inventory: Inventory): StackProblem[] {
  const ways = inventory.ofType(REPLICATION).map(({ urn, inputs }) => ({
    urn,
    ends: [
      inventory.meant(ROLE, inputs["role"]),
      ...rulesAbroad(inputs).map((rule) => inventory.meant(BUCKET, at(rule, "destination.bucket"))),
    ],
  }));
  return ways
    .filter((way) => ways.some((other) => other !== way && way.ends.some((end) => other.ends.includes(end))))
    .map(({ urn }) => ({
      urn,
      wrong: "its bucket or its role is that of another copy",
      allowed: "its own",
    }));
}

export const requireCopiesInAnotherRegion: StackRule = {
  id: "require-copies-in-another-region",
  title:
    "Where operations.disasterRecovery is backup (20K), backups, buckets and passwords are copied to another region",
  rationale: "With the region everything would be lost, and with it the company.",
  remedy: "Copy it to disasterRecoveryRegion.",
  severity: "high",
  source: "AWS Well-Architected, REL13-BP02; docs/decisions/0061-copies-in-another-region.md",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, { tier, region }) => {
    if (tier.operations.disasterRecovery === "off") return [];
    const inventory = inventoryOf(resources);
    return [
      databaseProblems,
      bucketProblems,
      secretProblems,
      placeProblems,
      keyProblems,
      sharingProblems,
    ].flatMap((problemsIn) => problemsIn(inventory, region));
  },
};
