import type { ManifestResource } from "../../../models/manifest/manifest";
import { at } from "../../../models/manifest/values";
import { changesBetween } from "../../../models/manifest/changes";
import { judgeOperation } from "../../../models/upgrade/judge";
import { operationsBetween, type Operation } from "../../../models/upgrade/operations";
import { TIER_NAMES } from "../../../tiers";
import { SOME_PAIRS } from "../../runner/recordings";
import { phasesTaken, recordedApart } from "../../support/phases-taken";

const INSTANCE = "aws:rds/instance:Instance";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const BUCKET = "aws:s3/bucket:Bucket";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const PEERS = "kubernetes:apps/v1:StatefulSet";
const POOL = "kubernetes:karpenter.sh/v1:NodePool";

type Inputs = ManifestResource["inputs"];

/** A sentence of the report, and the inputs by which alone it is true. */
interface Claim {
  readonly says: RegExp;
  readonly type: string;
  /** Changed input that it is about; absent for the end of an object. */
  readonly of?: string;
  readonly isTrue: (before: Inputs, after: Inputs, resource: ManifestResource) => boolean;
}

const isReplica = (inputs: Inputs): boolean => inputs["replicateSourceDb"] !== undefined;

const CLAIMS: readonly Claim[] = [
  {
    says: /standby is changed first/,
    type: INSTANCE,
    of: "instanceClass",
    isTrue: ({ multiAz }) => multiAz === true,
  },
  {
    says: /^Without a standby/,
    type: INSTANCE,
    of: "instanceClass",
    isTrue: (before) => before["multiAz"] !== true && !isReplica(before),
  },
  { says: /standby is made/, type: INSTANCE, of: "multiAz", isTrue: (_, { multiAz }) => multiAz === true },
  { says: /standby goes/, type: INSTANCE, of: "multiAz", isTrue: (_, { multiAz }) => multiAz !== true },
  {
    says: /left is its final snapshot/,
    type: INSTANCE,
    isTrue: (before) => before["skipFinalSnapshot"] !== true,
  },
  {
    says: /no final snapshot is made/,
    type: INSTANCE,
    isTrue: (before) => before["skipFinalSnapshot"] === true && !isReplica(before),
  },
  {
    says: /automated backups until they expire/,
    type: INSTANCE,
    isTrue: (before) => before["skipFinalSnapshot"] !== true && before["deleteAutomatedBackups"] === false,
  },
  {
    says: /left is its final snapshot/,
    type: CACHE,
    isTrue: (before) => before["finalSnapshotIdentifier"] !== undefined,
  },
  {
    says: /no snapshot of it is made/,
    type: CACHE,
    isTrue: (before) => before["finalSnapshotIdentifier"] === undefined,
  },
  {
    says: /goes the protection/,
    type: CACHE,
    of: "replicasPerNodeGroup",
    isTrue: (_, { replicasPerNodeGroup }) => replicasPerNodeGroup === 0,
  },
  {
    says: /primary in different zones$/,
    type: CACHE,
    of: "multiAzEnabled",
    isTrue: (_, { multiAzEnabled }) => multiAzEnabled === true,
  },
  {
    says: /stays in the account/,
    type: BUCKET,
    isTrue: (_before, _after, { retainOnDelete }) => retainOnDelete,
  },
  {
    says: /emptied and deleted/,
    type: BUCKET,
    isTrue: ({ forceDestroy }, _after, { retainOnDelete }) => forceDestroy === true && !retainOnDelete,
  },
  {
    says: /stays in the account/,
    type: LOGS,
    isTrue: ({ skipDestroy }, _after, { retainOnDelete }) => skipDestroy === true || retainOnDelete,
  },
  {
    says: /^New pods are ready before old ones go/,
    type: DEPLOYMENT,
    of: "spec.template",
    isTrue: (_, after) =>
      at(after, "spec.strategy.type") === "RollingUpdate" &&
      at(after, "spec.strategy.rollingUpdate.maxUnavailable") === 0,
  },
  {
    says: /only peer restarts/,
    type: PEERS,
    of: "spec.template",
    isTrue: (before) => at(before, "spec.replicas") === 1,
  },
  {
    says: /last peers go/,
    type: PEERS,
    of: "spec.replicas",
    isTrue: (before, after) => Number(at(after, "spec.replicas")) < Number(at(before, "spec.replicas")),
  },
  {
    says: /PodDisruptionBudgets only for an hour/,
    type: POOL,
    of: "metadata.name",
    isTrue: (before) => at(before, "spec.template.spec.terminationGracePeriod") === "1h",
  },
];

/** Whether a claim is about an operation at all. */
const concerns = ({ type, of }: Claim, { type: own, operation, changes }: Operation): boolean =>
  type === own &&
  (of === undefined
    ? operation === "delete"
    : changes.some(
        ({ generic }) => generic === of || generic.startsWith(`${of}.`) || generic.startsWith(`${of}[`),
      ));

/** Claims that an operation makes and that its inputs contradict, or that it fails to make. */
function contradictions(operation: Operation): string[] {
  const { before, after, name } = operation;
  if (before === undefined) return [];
  const { notes } = judgeOperation(operation);
  return CLAIMS.filter((claim) => concerns(claim, operation)).flatMap(({ says, isTrue }) => {
    const [said, holds] = [
      notes.some((note) => says.test(note)),
      isTrue(before.inputs, after?.inputs ?? before.inputs, before),
    ];
    return said === holds
      ? []
      : [`${name}: ${String(says)} ${holds ? "is true and not said" : "is said and not true"}`];
  });
}

test.each(SOME_PAIRS)("from %s to %s the report says what the inputs say", async (from, to) => {
  for (const { before, after } of await phasesTaken(from, to))
    expect(operationsBetween(before, after).flatMap(contradictions)).toEqual([]);
});

test("each claim follows the input that it is about", async () => {
  const all = (await Promise.all(TIER_NAMES.map(recordedApart))).flatMap(({ resources }) => resources);
  const first = (type: string, hasInput: (inputs: Inputs) => boolean = () => true): ManifestResource => {
    const found = all.find((resource) => resource.type === type && hasInput(resource.inputs));
    if (found === undefined) throw new Error(`No tier has ${type}.`);
    return found;
  };
  const ended = (resource: ManifestResource, change: Partial<ManifestResource>): string => {
    const before = { ...resource, protect: false, ...change };
    const operation: Operation = {
      ...before,
      operation: "delete",
      changes: [],
      replacedFor: [],
      before,
      after: undefined,
    };
    expect(contradictions(operation)).toEqual([]);
    return judgeOperation(operation).notes.join("; ");
  };
  const changed = (resource: ManifestResource, from: Inputs, to: Inputs): string => {
    const before = { ...resource, inputs: { ...resource.inputs, ...from } };
    const after = { ...resource, inputs: { ...resource.inputs, ...to } };
    const changes = changesBetween(before.inputs, after.inputs);
    const operation: Operation = { ...before, operation: "update", changes, replacedFor: [], before, after };
    expect(contradictions(operation)).toEqual([]);
    return judgeOperation(operation).notes.join("; ");
  };
  const primary = first(INSTANCE, (inputs) => !isReplica(inputs));
  const withInputs = (resource: ManifestResource, inputs: Inputs) => ({
    inputs: { ...resource.inputs, ...inputs },
  });
  expect([
    ended(primary, withInputs(primary, { skipFinalSnapshot: true })),
    ended(primary, withInputs(primary, { deleteAutomatedBackups: true })),
    changed(primary, { multiAz: true }, { multiAz: false }),
    changed(primary, { multiAz: false }, { multiAz: true }),
  ]).toEqual([
    "A primary goes with its ventures, and no final snapshot is made",
    "A primary goes with its ventures and automated backups; what is left is its final snapshot",
    "The standby goes: from then on the loss of the instance is an outage until it is made anew",
    "The standby is made from a snapshot; writes wait for it from then on, a little slower",
  ]);
  const cache = first(CACHE);
  expect([
    ended(cache, withInputs(cache, { finalSnapshotIdentifier: "last" })),
    ended(cache, withInputs(cache, { finalSnapshotIdentifier: undefined })),
    changed(cache, { replicasPerNodeGroup: 2 }, { replicasPerNodeGroup: 1 }),
    changed(cache, { replicasPerNodeGroup: 1 }, { replicasPerNodeGroup: 0 }),
    changed(cache, { multiAzEnabled: true }, { multiAzEnabled: false }),
  ]).toEqual([
    "The cache goes; what is left is its final snapshot. Its readers fall back to the group that replaces it",
    "The cache goes, and no snapshot of it is made; its readers fall back to the group that replaces it",
    "Replicas are taken away; at least one of each shard stays to take over",
    "With the last replica goes the protection: a node failure loses sessions and cache",
    "Replicas and primary need no longer be in different zones: the loss of one may take both",
  ]);
  const bucket = first(BUCKET);
  expect([
    ended(bucket, { retainOnDelete: true }),
    ended(bucket, { retainOnDelete: false, ...withInputs(bucket, { forceDestroy: true }) }),
    ended(bucket, { retainOnDelete: false, ...withInputs(bucket, { forceDestroy: false }) }),
    ended(first(LOGS), withInputs(first(LOGS), { skipDestroy: true })),
    ended(first(LOGS), {}),
  ]).toEqual([
    "It leaves the stack and stays in the account",
    "The bucket is emptied and deleted, with every object in it",
    "S3 refuses to delete a bucket that holds objects: empty it first",
    "It leaves the stack and stays in the account, with its events",
    "Its events go with it",
  ]);
  const strategies = [{ type: "Recreate" }, { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } }];
  expect(
    strategies.map((strategy) =>
      changed(first(DEPLOYMENT), { spec: { template: 1 } }, { spec: { template: 2, strategy } }),
    ),
  ).toEqual([
    expect.stringContaining("All old pods go before the new ones are made"),
    expect.stringContaining("Some old pods go before new ones are ready: fewer answer meanwhile"),
  ]);
});
