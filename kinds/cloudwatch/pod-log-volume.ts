import { constant, figuresOf, sumOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";
import { nodesOfTier } from "./node-figures";

/** What the product prints of a request: one line of JSON. Assumed. */
const BYTES_PER_REQUEST = 300;
const BYTES_PER_GIB = 2 ** 30;
/** What PgBouncer and Qdrant print on a node, GiB a month: statistics once a minute, and searches. Assumed. */
const DATA_GIB_PER_NODE = 0.1;
/** What the platform's own pods print on a node, GiB a month. Assumed. */
const SYSTEM_GIB_PER_NODE = 0.03;

/** What pods print into each group, GiB a month. */
export const POD_LOG_GIB: Readonly<Record<string, (context: CostContext) => Figures>> = {
  app: ({ workload }) =>
    figuresOf(workload, ({ requestsPerMonth }) => (requestsPerMonth * BYTES_PER_REQUEST) / BYTES_PER_GIB),
  data: (context) => figuresOf(nodesOfTier(context), (nodes) => nodes * DATA_GIB_PER_NODE),
  system: (context) => figuresOf(nodesOfTier(context), (nodes) => nodes * SYSTEM_GIB_PER_NODE),
};

export const POD_LOG_ASSUMPTION =
  "assumed: a line of 300 bytes a request, and 0.13 GiB a node from everything else";

/** All groups together; it leaves the network as it was printed. */
export const podLogGiB = (context: CostContext): Figures =>
  sumOf([constant(0), ...Object.values(POD_LOG_GIB).map((of) => of(context))]);
