import { figuresOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";

/** Bytes of flow log for each byte that flows: a record of 100 bytes for a connection of 20 KB. Assumed. */
const LOG_SHARE = 0.005;

/** GiB of flow logs a month. */
export const flowLogGiB = ({ workload }: CostContext): Figures =>
  figuresOf(workload, ({ internalGiB }) => internalGiB * LOG_SHARE);
