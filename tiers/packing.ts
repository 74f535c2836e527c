import type { Allocatable, PlacedPods } from "./placed-pods";

/** How many pods of a group are to be placed. */
export interface PodCount {
  readonly group: PlacedPods;
  readonly count: number;
}

/** A node that is being filled. */
interface OpenNode {
  /** Its place among the nodes. */
  readonly index: number;
  readonly zone: string;
  readonly pods: PlacedPods[];
  millicores: number;
  memoryMiB: number;
}

const emptyNode = (zone: string, index: number): OpenNode => ({
  index,
  zone,
  pods: [],
  millicores: 0,
  memoryMiB: 0,
});

const hasRoom = ({ pods, millicores, memoryMiB }: OpenNode, group: PlacedPods, size: Allocatable): boolean =>
  pods.length < size.pods &&
  millicores + group.millicores <= size.millicores &&
  memoryMiB + group.memoryMiB <= size.memoryMiB;

/** Pods of one group on each node, by the place of the node. */
type Counts = number[];

const countOn = (counts: Counts, { index }: OpenNode): number => counts[index] ?? 0;

function countsByZone(nodes: readonly OpenNode[], counts: Counts): Map<string, number> {
  const byZone = new Map<string, number>();
  for (const node of nodes) byZone.set(node.zone, (byZone.get(node.zone) ?? 0) + countOn(counts, node));
  return byZone;
}

/** On which nodes the scheduler would put one more pod (Kubernetes, "Pod Topology Spread Constraints"). */
function spreads(nodes: readonly OpenNode[], counts: Counts, group: PlacedPods): (node: OpenNode) => boolean {
  const rules = group.spread.map(({ over, maxSkew, minDomains }) => {
    const byZone = over === "zone" ? countsByZone(nodes, counts) : undefined;
    const places = byZone === undefined ? counts : [...byZone.values()];
    const fewest = places.length < minDomains ? 0 : Math.min(...places);
    return (node: OpenNode): boolean =>
      (byZone === undefined ? countOn(counts, node) : (byZone.get(node.zone) ?? 0)) + 1 - fewest <= maxSkew;
  });
  return (node) => rules.every((keeps) => keeps(node));
}

/** The largest first, by the share of a node they take; the name decides between equals. */
function largestFirst(demand: readonly PodCount[], size: Allocatable): PlacedPods[] {
  const share = ({ millicores, memoryMiB }: PlacedPods) =>
    Math.max(millicores / size.millicores, memoryMiB / size.memoryMiB);
  return [...demand]
    .sort(
      (left, right) =>
        share(right.group) - share(left.group) || (left.group.name < right.group.name ? -1 : 1),
    )
    .flatMap(({ group, count }) => Array<PlacedPods>(count).fill(group));
}

/** The node that the scheduler scores highest: fewest pods of the group, then most room (`PodTopologySpread`, `LeastAllocated`). */
function bestNode(
  nodes: readonly OpenNode[],
  counts: Counts,
  group: PlacedPods,
  size: Allocatable,
): OpenNode | undefined {
  const used = ({ millicores, memoryMiB }: OpenNode) =>
    millicores / size.millicores + memoryMiB / size.memoryMiB;
  const keepsSpread = spreads(nodes, counts, group);
  let best: OpenNode | undefined;
  for (const node of nodes) {
    if (!hasRoom(node, group, size) || (group.aloneOnNode && countOn(counts, node) > 0)) continue;
    if (!keepsSpread(node)) continue;
    const order =
      best === undefined ? -1 : countOn(counts, node) - countOn(counts, best) || used(node) - used(best);
    if (order < 0) best = node;
  }
  return best;
}

/** Whether the pods have places on so many nodes, spread over the zones in turn. */
function fitOn(
  nodeCount: number,
  pods: readonly PlacedPods[],
  size: Allocatable,
  zones: readonly string[],
): boolean {
  const nodes = Array.from({ length: nodeCount }, (_, node) =>
    emptyNode(zones[node % zones.length] ?? "", node),
  );
  const countsOf = new Map<PlacedPods, Counts>();
  for (const group of pods) {
    const counts = countsOf.get(group) ?? Array<number>(nodeCount).fill(0);
    const node = bestNode(nodes, counts, group, size);
    if (node === undefined) return false;
    node.pods.push(group);
    node.millicores += group.millicores;
    node.memoryMiB += group.memoryMiB;
    counts[node.index] = countOn(counts, node) + 1;
    countsOf.set(group, counts);
  }
  return true;
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

const sum = (pods: readonly PlacedPods[], pick: (group: PlacedPods) => number): number =>
  pods.reduce((total, group) => total + pick(group), 0);

/** Nodes that the pods fill even where every gap is used. */
const leastNodes = (pods: readonly PlacedPods[], size: Allocatable): number =>
  Math.max(
    Math.ceil(sum(pods, ({ millicores }) => millicores) / size.millicores),
    Math.ceil(sum(pods, ({ memoryMiB }) => memoryMiB) / size.memoryMiB),
    Math.ceil(pods.length / size.pods),
  );

/**
 * The fewest nodes that hold a pool's pods when each goes, the largest first, where the scheduler would put it; `undefined` when
 * no number does: a pod that an empty node cannot hold, or rules that none meets. The rules of spread make plain first-fit a bad
 * guess: it fills the first nodes, and what must be on each of them then finds no room.
 * @param zones zones of the pool
 */
export function fewestNodes(
  demand: readonly PodCount[],
  size: Allocatable,
  zones: readonly string[],
): number | undefined {
  const pods = largestFirst(demand, size);
  if (!pods.every((group) => hasRoom(emptyNode("", 0), group, size))) return undefined;
  const atLeast = Math.max(zonesWished(demand, zones), leastNodes(pods, size));
  for (let nodeCount = atLeast; nodeCount <= pods.length; nodeCount++)
    if (fitOn(nodeCount, pods, size, zones)) return nodeCount;
  return undefined;
}
