import { figuresOf, type Figures } from "../pricing/figures";
import { isPilot } from "../rds/replica";
import type { CostContext } from "../pricing/formula";

/** Bytes of flow log for each byte that flows: a record of 100 bytes for a connection of 20 KB. Assumed. */
const LOG_SHARE = 0.005;

/** GiB of flow logs a month; none where nobody calls what waits. */
export const flowLogGiB = ({ workload, manifest }: CostContext): Figures =>
  figuresOf(workload, ({ internalGiB }) => (isPilot(manifest.resources) ? 0 : internalGiB * LOG_SHARE));
