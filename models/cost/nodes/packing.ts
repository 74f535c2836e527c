import { UnpricedError } from "../../../kinds/pricing/errors";
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
function isSpread(node: OpenNode, nodes: readonly OpenNode[], group: PodGroup): boolean {
  return group.spread.every(({ over, maxSkew, minDomains }) => {
    const places =
      over === "node"
        ? nodes.map((each) => [each])
        : [...new Set(nodes.map(({ zone }) => zone))].map((zone) =>
            nodes.filter((each) => each.zone === zone),
          );
    const fewest =
      places.length < minDomains ? 0 : Math.min(...places.map((within) => countOn(within, group)));
    const here = over === "node" ? [node] : nodes.filter(({ zone }) => zone === node.zone);
    return countOn(here, group) + 1 - fewest <= maxSkew;
  });
}

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

/** The node that the scheduler scores highest: fewest pods of the group, then most room (`PodTopologySpread`, `LeastAllocated`). */
function bestNode(nodes: readonly OpenNode[], group: PodGroup, size: Allocatable): OpenNode | undefined {
  const used = ({ pods }: OpenNode) =>
    requested(pods, ({ millicores }) => millicores) / size.millicores +
    requested(pods, ({ memoryMiB }) => memoryMiB) / size.memoryMiB;
  return nodes
    .filter(
      (node) =>
        hasRoom(node, group, size) &&
        !(group.aloneOnNode && node.pods.includes(group)) &&
        isSpread(node, nodes, group),
    )
    .map((node) => ({ node, same: countOn([node], group), used: used(node) }))
    .sort((left, right) => left.same - right.same || left.used - right.used)[0]?.node;
}

/** The pods on so many nodes, spread over the zones in turn; nothing when they do not fit. */
function placeOn(
  nodeCount: number,
  pods: readonly PodGroup[],
  size: Allocatable,
  zones: readonly string[],
): PackedNode[] | undefined {
  const nodes = Array.from({ length: nodeCount }, (_, node): OpenNode => ({
    zone: zones[node % zones.length] ?? "",
    pods: [],
  }));
  for (const group of pods) {
    const node = bestNode(nodes, group, size);
    if (node === undefined) return undefined;
    node.pods.push(group);
  }
  return nodes;
}

/**
 * Zones that hold a node because a group wishes to be spread over them: Karpenter does not take a node away when its
 * pods would lose a spread that they only prefer (Karpenter, "Scheduling": preferences count as required first). Pods
 * that an autoscaler adds go where there is room.
 */
const zonesWished = (demand: readonly PodCount[], zones: readonly string[]) =>
  Math.min(
    zones.length,
    Math.max(
      0,
      ...demand
        .filter(({ group }) => group.wishesZones)
        .map(({ group, count }) => Math.min(count, group.replicasMin)),
    ),
  );

/**
 * The fewest nodes that hold a pool's pods when each goes, the largest first, where the scheduler would put it. The
 * rules of spread make plain first-fit a bad guess: it fills the first nodes, and what must be on each of them then
 * finds no room.
 * @param zones zones of the pool
 * @throws UnpricedError for a pod that an empty node cannot hold, or rules that no number of nodes meets
 */
export function packNodes(
  demand: readonly PodCount[],
  size: Allocatable,
  zones: readonly string[],
): PackedNode[] {
  const pods = largestFirst(demand, size);
  for (const group of pods)
    if (!hasRoom({ zone: "", pods: [] }, group, size))
      throw new UnpricedError(
        `A pod of ${group.name} (${group.millicores}m, ${group.memoryMiB} MiB) fits no node: an empty one has ${size.millicores}m and ${size.memoryMiB} MiB for pods.`,
      );
  for (let nodeCount = zonesWished(demand, zones); nodeCount <= pods.length; nodeCount++) {
    const placed = placeOn(nodeCount, pods, size, zones);
    if (placed !== undefined) return placed;
  }
  const names = demand.map(({ group }) => group.name).join(", ");
  throw new UnpricedError(`The rules of ${names} put them on no number of nodes in ${zones.join(", ")}.`);
}
