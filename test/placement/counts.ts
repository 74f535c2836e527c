import { nodeCounts, type NodeCounts } from "../../models/cost/nodes/node-count";
import type { PoolPlacement } from "../../models/cost/nodes/tier-nodes";
import { workloadOf } from "../../models/load/workload";
import type { Manifest } from "../../models/manifest/manifest";
import type { PlacedNode } from "./living";
import { poolName } from "./pools";

export const nodesIn = (
  { pool }: Pick<PoolPlacement, "pool">,
  nodes: readonly PlacedNode[],
): readonly PlacedNode[] => nodes.filter((node) => node.pool === poolName(pool));

export const used = (nodes: readonly PlacedNode[]): PlacedNode[] =>
  nodes.filter(({ pods }) => pods.length > 0);

/** What the cost of a pool is counted with. */
export function figuresOf(manifest: Manifest, { pool }: Pick<PoolPlacement, "pool">): NodeCounts {
  const { users } = manifest.spec;
  const workload = { floor: workloadOf(0), expected: workloadOf(users), ceiling: workloadOf(users * 2) };
  return nodeCounts(pool, { manifest, workload });
}
