import { DAYS_PER_MONTH } from "../../models/load/month";
import { constant, figuresOf } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";
import type { Contents } from "./contents";

/** Uploads stay for good; a stack is priced as it is after this long. Assumed. */
export const MONTHS_OF_UPLOADS = 6;
export const MIB_PER_PART = 64;
/** S3 Standard-IA is charged for 30 days at least, and twice as much for a write (https://aws.amazon.com/s3/pricing/). */
const IA_DAYS_MIN = 30;
const IA_PUTS = 2;
const OF_OWN_REGION = "at the price of the stack's region";

/** What lies in the copies of the buckets, wherever they are. */
export const copiedContents = {
  assets: ({ workload }: CostContext): Contents => ({
    storedGiB: figuresOf(workload, ({ uploadGiB }) => uploadGiB * MONTHS_OF_UPLOADS),
    puts: figuresOf(workload, ({ uploadsPerMonth }) => uploadsPerMonth * IA_PUTS),
    gets: constant(0),
    storagePriceKey: "s3.standardIa",
    assumption: `copies of the uploads of ${MONTHS_OF_UPLOADS} months; ${OF_OWN_REGION}`,
  }),
  /** @param keptVersionDays for which a deleted one stays */
  snapshots: ({ workload, tier }: CostContext, keptVersionDays: number): Contents => {
    const { replicationFactor, keptSnapshotRuns } = tier.qdrant;
    const days = Math.max(keptSnapshotRuns, IA_DAYS_MIN) + keptVersionDays;
    const daily = figuresOf(workload, ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * replicationFactor);
    return {
      storedGiB: figuresOf(daily, (gib) => gib * days),
      puts: figuresOf(daily, (gib) => (gib * 1024 * DAYS_PER_MONTH * IA_PUTS) / MIB_PER_PART),
      gets: constant(0),
      storagePriceKey: "s3.standardIa",
      assumption: `copies of each peer's data once a day, ${days} days kept; ${OF_OWN_REGION}`,
    };
  },
};
