import { figuresOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";

/** Of all requests, those that a rule refuses or counts: large bodies are counted. Assumed. */
const LOGGED_SHARE = 0.02;
/** Of a record with its headers, before compression. Assumed. */
const BYTES_PER_RECORD = 1_500;
/** What gzip leaves of them. Assumed. */
const COMPRESSED_SHARE = 0.1;
const BYTES_PER_GIB = 2 ** 30;

/** GiB of the firewall's log a month, as it is taken in. */
export const webAclLogGiB = ({ workload }: Pick<CostContext, "workload">): Figures =>
  figuresOf(
    workload,
    ({ requestsPerMonth, assetRequestsPerMonth }) =>
      ((requestsPerMonth + assetRequestsPerMonth) * LOGGED_SHARE * BYTES_PER_RECORD) / BYTES_PER_GIB,
  );

/** GiB a month as they lie in the bucket. */
export const storedWebAclLogGiB = (context: Pick<CostContext, "workload">): Figures =>
  figuresOf(webAclLogGiB(context), (gib) => gib * COMPRESSED_SHARE);
