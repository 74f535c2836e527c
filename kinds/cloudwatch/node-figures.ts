import { ofType } from "../../models/manifest/manifest";
import { appNodesBeside } from "../../tiers";
import type { Figures } from "../pricing/figures";
import type { CostContext, PoolNodes } from "../pricing/formula";

const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";

/** Nodes of the pools at the fewest, the most, and halfway; the floor keeps two of those that the pods decide. */
export function nodesOfTier({ manifest, nodesOf }: CostContext): Figures {
  const pools = ofType(manifest, NODE_POOL).map(nodesOf);
  const sum = (count: (pool: PoolNodes) => number) => pools.reduce((total, pool) => total + count(pool), 0);
  // A pool is limited to one node more than it may have, for replacements.
  const most = ({ nodeCount, nodeLimit, consolidates }: PoolNodes) =>
    nodeCount ?? nodeLimit - appNodesBeside(consolidates);
  const floor = sum((pool) => pool.nodeCount ?? Math.min(2, most(pool)));
  const ceiling = sum(most);
  return { floor, expected: (floor + ceiling) / 2, ceiling };
}
