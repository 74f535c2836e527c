import { UnpricedError } from "../errors";
import type { Allocatable } from "./allocatable";
import type { PodGroup } from "./pods";

/** How many pods of a group are to be placed. */
export interface PodCount {
  readonly group: PodGroup;
  readonly count: number;
}

/** A node with what is placed on it. */
export interface PackedNode {
  readonly zone: string;
  readonly pods: readonly PodGroup[];
}

interface OpenNode {
  readonly zone: string;
  readonly pods: PodGroup[];
}

const requested = (pods: readonly PodGroup[], pick: (group: PodGroup) => number) =>
  pods.reduce((sum, group) => sum + pick(group), 0);

function hasRoom({ pods }: OpenNode, group: PodGroup, size: Allocatable): boolean {
  return (
    pods.length < size.pods &&
    requested(pods, ({ millicores }) => millicores) + group.millicores <= size.millicores &&
    requested(pods, ({ memoryMiB }) => memoryMiB) + group.memoryMiB <= size.memoryMiB
  );
}

const countOn = (nodes: readonly OpenNode[], group: PodGroup) =>
  nodes.reduce((sum, { pods }) => sum + pods.filter((each) => each === group).length, 0);

/** Whether the scheduler would put one more pod there (Kubernetes, "Pod Topology Spread Constraints"). */
function isSpread(
  node: OpenNode,
  nodes: readonly OpenNode[],
  group: PodGroup,
  zones: readonly string[],
): boolean {
  return group.spread.every(({ over, maxSkew, minDomains }) => {
    const places =
      over === "node"
        ? nodes.map((each) => [each])
        : zones
            .map((zone) => nodes.filter((each) => each.zone === zone))
            .filter((within) => within.length > 0);
    const fewest =
      places.length < minDomains ? 0 : Math.min(...places.map((within) => countOn(within, group)));
    const here = over === "node" ? [node] : nodes.filter(({ zone }) => zone === node.zone);
    return countOn(here, group) + 1 - fewest <= maxSkew;
  });
}

const accepts = (
  node: OpenNode,
  nodes: readonly OpenNode[],
  group: PodGroup,
  size: Allocatable,
  zones: readonly string[],
) =>
  hasRoom(node, group, size) &&
  !(group.aloneOnNode && node.pods.includes(group)) &&
  isSpread(node, nodes, group, zones);

/** The largest first, by the share of a node they take; the name decides between equals. */
function largestFirst(demand: readonly PodCount[], size: Allocatable): PodGroup[] {
  const share = ({ millicores, memoryMiB }: PodGroup) =>
    Math.max(millicores / size.millicores, memoryMiB / size.memoryMiB);
  return [...demand]
    .sort(
      (left, right) =>
        share(right.group) - share(left.group) || (left.group.name < right.group.name ? -1 : 1),
    )
    .flatMap(({ group, count }) => Array<PodGroup>(count).fill(group));
}

/**
 * Nodes that hold a pool's pods, first-fit decreasing. A pod that no node takes gets a new one in the zone with the
 * fewest nodes in which it may run, as Karpenter would start it.
 * @param zones zones of the pool
 * @throws UnpricedError for a pod that an empty node cannot hold
 */
export function packNodes(
  demand: readonly PodCount[],
  size: Allocatable,
  zones: readonly string[],
): PackedNode[] {
  const nodes: OpenNode[] = [];
  for (const group of largestFirst(demand, size)) {
    const found = nodes.find((node) => accepts(node, nodes, group, size, zones));
    if (found !== undefined) {
      found.pods.push(group);
      continue;
    }
    const nodesIn = (zone: string) => nodes.filter((node) => node.zone === zone).length;
    const opened = [...zones]
      .sort((left, right) => nodesIn(left) - nodesIn(right))
      .map((zone): OpenNode => ({ zone, pods: [] }))
      .find((node) => accepts(node, [...nodes, node], group, size, zones));
    if (opened === undefined)
      throw new UnpricedError(
        `A pod of ${group.name} (${group.millicores}m, ${group.memoryMiB} MiB) fits no node: an empty one has ${size.millicores}m and ${size.memoryMiB} MiB for pods.`,
      );
    opened.pods.push(group);
    nodes.push(opened);
  }
  return nodes;
}
