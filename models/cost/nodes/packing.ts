import { UnpricedError } from "../../../kinds/pricing/errors";
import { placePods, type Allocatable, type PackedNode, type PodCount } from "../../../tiers";

/**
 * The fewest nodes that hold a pool's pods.
 * @param zones zones of the pool
 * @throws UnpricedError for a pod that an empty node cannot hold, or rules that no number of nodes meets
 */
export function packNodes(
  demand: readonly PodCount[],
  size: Allocatable,
  zones: readonly string[],
): readonly PackedNode[] {
  const placed = placePods(demand, size, zones);
  if (typeof placed === "string") throw new UnpricedError(placed);
  return placed;
}
