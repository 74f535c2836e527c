import type { CostContext, PoolNodes } from "../../../kinds/pricing/formula";
import type { ManifestResource } from "../../manifest/manifest";
import { nodeCounts, type NodeCounts } from "./node-count";
import { nodePoolOf } from "./pool";

/** The nodes of a pool, for the formula that prices them. @throws UnpricedError for a pool whose fields cannot be read */
export function poolNodes(
  resource: ManifestResource,
  context: Pick<CostContext, "manifest" | "workload">,
): PoolNodes {
  const pool = nodePoolOf(resource, context.manifest);
  let counts: NodeCounts | undefined;
  const known = (): NodeCounts => (counts ??= nodeCounts(pool, context));
  return { ...pool, running: () => known().running, passing: () => known().passing };
}
