import type { Allocatable } from "../../../tiers";
import { countsByZone, hasRoom, type OpenNode } from "./node";
import type { PodGroup } from "./pods";

/** Which nodes one more pod may go to by its rules of spread (Kubernetes, "Pod Topology Spread Constraints"). */
function spreadOver(
  nodes: readonly OpenNode[],
  group: PodGroup,
  inZones: ReadonlyMap<string, number>,
): (node: OpenNode) => boolean {
  const rules = group.spread.map(({ over, maxSkew, minDomains }) => {
    const counts = over === "node" ? nodes.map((node) => node.countOf(group)) : [...inZones.values()];
    const most = (counts.length < minDomains ? 0 : Math.min(...counts)) + maxSkew;
    return { over, most };
  });
  return (node) =>
    rules.every(
      ({ over, most }) => (over === "node" ? node.countOf(group) : (inZones.get(node.zone) ?? 0)) < most,
    );
}

/** Weights of the default profile (kube-scheduler, `apis/config/v1/default_plugins.go`). */
const WEIGHTS = { spread: 2, leastAllocated: 1, balanced: 1 };

/** Points of a node for its room with the pod on it, 0 to 100 each (`LeastAllocated`, `BalancedAllocation`). */
function roomPoints(node: OpenNode, group: PodGroup, size: Allocatable): number {
  const cpu = (node.millicores + group.millicores) / size.millicores;
  const memory = (node.memoryMiB + group.memoryMiB) / size.memoryMiB;
  const free = 100 * (1 - (cpu + memory) / 2);
  const balance = 100 * (1 - Math.abs(cpu - memory) / 2);
  return WEIGHTS.leastAllocated * free + WEIGHTS.balanced * balance;
}

/** What a node has of a service already, in its zone and, without rules of its own, on the node: less is better. */
function crowding(node: OpenNode, group: PodGroup, inZones: ReadonlyMap<string, number>): number {
  const inZone = inZones.get(node.zone) ?? 0;
  if (group.wishesZones) return inZone;
  // Services without any rule are spread by the scheduler's own.
  return group.spread.length > 0 ? 0 : inZone + node.countOf(group);
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
  const inZones = countsByZone(nodes, group);
  const keepsSpread = spreadOver(nodes, group, inZones);
  const fitting = nodes.filter(
    (node) =>
      hasRoom(node, group, size) && !(group.aloneOnNode && node.countOf(group) > 0) && keepsSpread(node),
  );
  const crowds = fitting.map((node) => crowding(node, group, inZones));
  const [least, most] = [Math.min(...crowds), Math.max(...crowds)];
  return fitting
    .map((node, index) => {
      const spread = most === least ? 100 : (100 * (most - (crowds[index] ?? 0))) / (most - least);
      return { node, points: WEIGHTS.spread * spread + roomPoints(node, group, size), tie: tie() };
    })
    .sort((left, right) => right.points - left.points || left.tie - right.tie)[0]?.node;
}
