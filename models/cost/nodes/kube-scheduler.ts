import type { Allocatable } from "../../../tiers";
import { countIn, countOn, hasRoom, requestedOf, type OpenNode } from "./node";
import type { PodGroup } from "./pods";

/** Whether one more pod keeps the rules of spread (Kubernetes, "Pod Topology Spread Constraints"). */
function isSpread(node: OpenNode, nodes: readonly OpenNode[], group: PodGroup): boolean {
  return group.spread.every(({ over, maxSkew, minDomains }) => {
    const counts =
      over === "node"
        ? nodes.map(({ pods }) => countOn(pods, group))
        : [...new Set(nodes.map(({ zone }) => zone))].map((zone) => countIn(nodes, zone, group));
    const fewest = counts.length < minDomains ? 0 : Math.min(...counts);
    const here = over === "node" ? countOn(node.pods, group) : countIn(nodes, node.zone, group);
    return here + 1 - fewest <= maxSkew;
  });
}

/** Weights of the default profile (kube-scheduler, `apis/config/v1/default_plugins.go`). */
const WEIGHTS = { spread: 2, leastAllocated: 1, balanced: 1 };

/** Points of a node for its room with the pod on it, 0 to 100 each (`LeastAllocated`, `BalancedAllocation`). */
function roomPoints({ pods }: OpenNode, group: PodGroup, size: Allocatable): number {
  const cpu = (requestedOf(pods, ({ millicores }) => millicores) + group.millicores) / size.millicores;
  const memory = (requestedOf(pods, ({ memoryMiB }) => memoryMiB) + group.memoryMiB) / size.memoryMiB;
  const free = 100 * (1 - (cpu + memory) / 2);
  const balance = 100 * (1 - Math.abs(cpu - memory) / 2);
  return WEIGHTS.leastAllocated * free + WEIGHTS.balanced * balance;
}

/** What a node has of a service already, in its zone and, without rules of its own, on the node: less is better. */
function crowding(node: OpenNode, nodes: readonly OpenNode[], group: PodGroup): number {
  if (group.wishesZones) return countIn(nodes, node.zone, group);
  // Services without any rule are spread by the scheduler's own.
  return group.spread.length > 0 ? 0 : countIn(nodes, node.zone, group) + countOn(node.pods, group);
}

/**
 * The node that kube-scheduler gives a pod: of those that hold it and keep its rules the one with the most points.
 * @param tie decides between equals, where the scheduler takes any
 * @returns nothing where it stays `Pending`
 */
export function nodeFor(
  group: PodGroup,
  nodes: readonly OpenNode[],
  size: Allocatable,
  tie: () => number,
): OpenNode | undefined {
  const fitting = nodes.filter(
    (node) =>
      hasRoom(node.pods, group, size) &&
      !(group.aloneOnNode && countOn(node.pods, group) > 0) &&
      isSpread(node, nodes, group),
  );
  const crowds = fitting.map((node) => crowding(node, nodes, group));
  const [least, most] = [Math.min(...crowds), Math.max(...crowds)];
  return fitting
    .map((node, index) => {
      const spread = most === least ? 100 : (100 * (most - (crowds[index] ?? 0))) / (most - least);
      return { node, points: WEIGHTS.spread * spread + roomPoints(node, group, size), tie: tie() };
    })
    .sort((left, right) => right.points - left.points || left.tie - right.tie)[0]?.node;
}
