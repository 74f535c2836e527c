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
/** As the lifecycle rule of the bucket says; a test compares the two. */
export const FLOW_LOG_RETENTION_DAYS = 90;

/** What lies in the buckets of the program, by logical name. */
const CONTENTS: Readonly<Record<string, (context: CostContext) => Contents>> = {
  "cdn-assets-bucket": ({ workload }) => ({
    storedGiB: figuresOf(workload, ({ uploadGiB }) => uploadGiB * MONTHS_OF_UPLOADS),
    puts: figuresOf(workload, ({ uploadsPerMonth }) => uploadsPerMonth),
    gets: figuresOf(workload, ({ assetOriginRequestsPerMonth }) => assetOriginRequestsPerMonth),
    assumption: `the uploads of ${MONTHS_OF_UPLOADS} months`,
  }),
  "qdrant-snapshots-bucket": ({ workload, tier }) => {
    const { snapshotRetentionDays, replicationFactor } = tier.qdrant;
    // Expired snapshots stay one day more as versions that are no longer current.
    const days = snapshotRetentionDays + 1;
    const daily = figuresOf(workload, ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * replicationFactor);
    return {
      storedGiB: figuresOf(daily, (gib) => gib * days),
      puts: figuresOf(daily, (gib) => (gib * 1024 * DAYS_PER_MONTH) / MIB_PER_PART),
      gets: constant(0),
      assumption: `each peer's data once a day, ${days} days kept`,
    };
  },
  "network-flow-logs-bucket": (context) => {
    const months = FLOW_LOG_RETENTION_DAYS / DAYS_PER_MONTH;
    return {
      storedGiB: figuresOf(flowLogGiB(context), (gib) => gib * months),
      puts: constant(0),
      gets: constant(0),
      assumption: `kept for ${FLOW_LOG_RETENTION_DAYS} days`,
    };
  },
};

/** A bucket of S3: what lies in it, and what is written and read. */
export const bucketPrice: Formula = (resource, context) => {
  const contents = CONTENTS[resource.name]?.(context);
  if (contents === undefined)
    throw new UnpricedError(
      `${resource.name} cannot be priced: nothing says what lies in it. Add it to the contents in models/cost/formulas/data/bucket.ts.`,
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
