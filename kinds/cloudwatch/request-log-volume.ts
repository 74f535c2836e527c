import { figuresOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";

/** Of the chosen fields as JSON, before compression. Assumed. */
const BYTES_PER_REQUEST = 600;
/** What gzip leaves of them. Assumed. */
const COMPRESSED_SHARE = 0.1;
const BYTES_PER_GIB = 2 ** 30;

/** GiB of the log of requests a month, as it is taken in. */
export const requestLogGiB = ({ workload }: CostContext): Figures =>
  figuresOf(
    workload,
    ({ requestsPerMonth, assetRequestsPerMonth }) =>
      ((requestsPerMonth + assetRequestsPerMonth) * BYTES_PER_REQUEST) / BYTES_PER_GIB,
  );

/** GiB a month as they lie in the bucket. */
export const storedRequestLogGiB = (context: CostContext): Figures =>
  figuresOf(requestLogGiB(context), (gib) => gib * COMPRESSED_SHARE);
