import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { parentTypeOf } from "../../models/manifest/urn";
import { at, listOf } from "../../models/manifest/values";
import { DAYS_PER_MONTH } from "../../models/load/month";
import { UnpricedError } from "../pricing/errors";
import { constant, figuresOf, type Figures } from "../pricing/figures";
import type { CostContext, CostItem, Formula } from "../pricing/formula";
import { stepped } from "../pricing/steps";
import { storedRequestLogGiB } from "../cloudwatch/request-log-volume";
import { runsPerMonth } from "../synthetics/canary-price";
import { flowLogGiB } from "../ec2/flow-log-volume";
import { storedWebAclLogGiB } from "../wafv2/web-acl-log-volume";

interface Contents {
  readonly storedGiB: Figures;
  readonly puts: Figures;
  readonly gets: Figures;
  /** Default: S3 Standard, by how much there is. */
  readonly storagePriceKey?: string;
  readonly assumption: string;
}

const STORAGE_STEPS = [
  { priceKey: "s3.standard.first50TB", size: 50 * 1024 },
  { priceKey: "s3.standard.next450TB", size: 450 * 1024 },
  { priceKey: "s3.standard.over500TB", size: Infinity },
];

/** Uploads stay for good; a stack is priced as it is after this long. Assumed. */
const MONTHS_OF_UPLOADS = 6;
const MIB_PER_PART = 64;
/** What a run of a canary leaves: its log and its report. Assumed. */
const CANARY_RUN_FILES = 3;
const CANARY_RUN_KIB = 12;
/** S3 Standard-IA is charged for 30 days at least, and twice as much for a write (https://aws.amazon.com/s3/pricing/). */
const IA_DAYS_MIN = 30;
const IA_PUTS = 2;
const OF_OWN_REGION = "at the price of the stack's region";
const KIB_PER_GIB = 1024 * 1024;

/** Days that the lifecycle rule in the component of a bucket says at a path. @throws UnpricedError when it says none */
function lifecycleDays({ name, urn }: ManifestResource, { manifest }: CostContext, path: string): number {
  const rules = ofType(manifest, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter((each) => parentTypeOf(each.urn) === parentTypeOf(urn))
    .flatMap(({ inputs }) => listOf(inputs["rules"]));
  const days = rules.map((rule) => at(rule, path)).find((each) => typeof each === "number");
  if (typeof days === "number") return days;
  throw new UnpricedError(`${name} cannot be priced: no lifecycle rule has ${path}.`);
}

/** Logs that arrive all month and expire after the days of the lifecycle rule; AWS delivers them in few objects. */
function expiring(resource: ManifestResource, context: CostContext, monthlyGiB: Figures): Contents {
  const days = lifecycleDays(resource, context, "expiration.days");
  return {
    storedGiB: figuresOf(monthlyGiB, (gib) => (gib * days) / DAYS_PER_MONTH),
    puts: constant(0),
    gets: constant(0),
    assumption: `kept for ${days} days`,
  };
}

/** What lies in the buckets of the program, by the component that makes them. */
const CONTENTS: Readonly<Record<string, (resource: ManifestResource, context: CostContext) => Contents>> = {
  "scaling-tiers:cdn:AssetBucket": (_, { workload }) => ({
    storedGiB: figuresOf(workload, ({ uploadGiB }) => uploadGiB * MONTHS_OF_UPLOADS),
    puts: figuresOf(workload, ({ uploadsPerMonth }) => uploadsPerMonth),
    gets: figuresOf(workload, ({ assetOriginRequestsPerMonth }) => assetOriginRequestsPerMonth),
    assumption: `the uploads of ${MONTHS_OF_UPLOADS} months`,
  }),
  "scaling-tiers:qdrant:QdrantSnapshots": (resource, context) => {
    // No resource has it as an input: the application creates its collections with it.
    const { replicationFactor, keptSnapshotRuns } = context.tier.qdrant;
    // Deleted snapshots stay for some days more as versions that are no longer current.
    const days =
      keptSnapshotRuns + lifecycleDays(resource, context, "noncurrentVersionExpiration.noncurrentDays");
    const daily = figuresOf(context.workload, ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * replicationFactor);
    return {
      storedGiB: figuresOf(daily, (gib) => gib * days),
      puts: figuresOf(daily, (gib) => (gib * 1024 * DAYS_PER_MONTH) / MIB_PER_PART),
      gets: constant(0),
      assumption: `each peer's data once a day, ${days} days kept`,
    };
  },
  "scaling-tiers:cdn:BucketCopy": (_, { workload }) => ({
    storedGiB: figuresOf(workload, ({ uploadGiB }) => uploadGiB * MONTHS_OF_UPLOADS),
    puts: figuresOf(workload, ({ uploadsPerMonth }) => uploadsPerMonth * IA_PUTS),
    gets: constant(0),
    storagePriceKey: "s3.standardIa",
    assumption: `copies of the uploads of ${MONTHS_OF_UPLOADS} months; ${OF_OWN_REGION}`,
  }),
  "scaling-tiers:qdrant:BucketCopy": (resource, context) => {
    const { replicationFactor, keptSnapshotRuns } = context.tier.qdrant;
    const days =
      Math.max(keptSnapshotRuns, IA_DAYS_MIN) +
      lifecycleDays(resource, context, "noncurrentVersionExpiration.noncurrentDays");
    const daily = figuresOf(context.workload, ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * replicationFactor);
    return {
      storedGiB: figuresOf(daily, (gib) => gib * days),
      puts: figuresOf(daily, (gib) => (gib * 1024 * DAYS_PER_MONTH * IA_PUTS) / MIB_PER_PART),
      gets: constant(0),
      storagePriceKey: "s3.standardIa",
      assumption: `copies of each peer's data once a day, ${days} days kept; ${OF_OWN_REGION}`,
    };
  },
  "scaling-tiers:operations:Canary": (resource, context) => {
    const runs = ofType(context.manifest, "aws:synthetics/canary:Canary").reduce(
      (sum, { inputs }) => sum + runsPerMonth(String(at(inputs["schedule"], "expression"))),
      0,
    );
    const days = lifecycleDays(resource, context, "expiration.days");
    return {
      storedGiB: constant((runs * CANARY_RUN_KIB * days) / DAYS_PER_MONTH / KIB_PER_GIB),
      puts: constant(runs * CANARY_RUN_FILES),
      gets: constant(0),
      assumption: `${CANARY_RUN_FILES} files of together ${CANARY_RUN_KIB} KiB a run, kept for ${days} days`,
    };
  },
  "scaling-tiers:network:FlowLogs": (resource, context) => expiring(resource, context, flowLogGiB(context)),
  "scaling-tiers:cdn:RequestLogs": (resource, context) =>
    expiring(resource, context, storedRequestLogGiB(context)),
  "scaling-tiers:cdn:WebAclLogs": (resource, context) =>
    expiring(resource, context, storedWebAclLogGiB(context)),
};

/** A bucket of S3: what lies in it, and what is written and read. */
export const bucketPrice: Formula = (resource, context) => {
  const owner = parentTypeOf(resource.urn);
  const contents = CONTENTS[owner ?? ""]?.(resource, context);
  if (contents === undefined)
    throw new UnpricedError(
      `${resource.name} cannot be priced: nothing says what lies in a bucket of ${owner ?? "no component"}. Add it to the contents in kinds/s3/bucket-price.ts.`,
    );
  const usage = { basis: "usage", assumption: contents.assumption } as const;
  const requests = (item: string, priceKey: string, amount: Figures): CostItem => ({
    item,
    priceKey,
    quantity: figuresOf(amount, (each) => each / 1_000),
    ...usage,
  });
  return [
    ...(contents.storagePriceKey === undefined
      ? stepped({ item: "storage", ...usage }, contents.storedGiB, STORAGE_STEPS)
      : [
          {
            item: "storage",
            priceKey: contents.storagePriceKey,
            quantity: contents.storedGiB,
            ...usage,
          },
        ]),
    requests("writes", "s3.put", contents.puts),
    requests("reads", "s3.get", contents.gets),
  ];
};
