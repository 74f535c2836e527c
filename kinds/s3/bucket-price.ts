import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { parentTypeOf } from "../../models/manifest/urn";
import { at, listOf } from "../../models/manifest/values";
import { DAYS_PER_MONTH } from "../../models/load/month";
import { UnpricedError } from "../pricing/errors";
import { constant, figuresOf, type Figures } from "../pricing/figures";
import type { CostContext, CostItem, Formula } from "../pricing/formula";
import { stepped } from "../pricing/steps";
import { flowLogGiB } from "../ec2/flow-log-volume";

interface Contents {
  readonly storedGiB: Figures;
  readonly puts: Figures;
  readonly gets: Figures;
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

/** Days that the lifecycle rule in the component of a bucket says at a path. @throws UnpricedError when it says none */
function lifecycleDays({ name, urn }: ManifestResource, { manifest }: CostContext, path: string): number {
  const rules = ofType(manifest, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter((each) => parentTypeOf(each.urn) === parentTypeOf(urn))
    .flatMap(({ inputs }) => listOf(inputs["rules"]));
  const days = rules.map((rule) => at(rule, path)).find((each) => typeof each === "number");
  if (typeof days === "number") return days;
  throw new UnpricedError(`${name} cannot be priced: no lifecycle rule has ${path}.`);
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
  "scaling-tiers:network:FlowLogs": (resource, context) => {
    const days = lifecycleDays(resource, context, "expiration.days");
    const months = days / DAYS_PER_MONTH;
    return {
      storedGiB: figuresOf(flowLogGiB(context), (gib) => gib * months),
      puts: constant(0),
      gets: constant(0),
      assumption: `kept for ${days} days`,
    };
  },
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
    ...stepped({ item: "storage", ...usage }, contents.storedGiB, STORAGE_STEPS),
    requests("writes", "s3.put", contents.puts),
    requests("reads", "s3.get", contents.gets),
  ];
};
