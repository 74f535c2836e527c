import { UnplacedError } from "../../../kinds/pricing/errors";
import { inRollout, type Allocatable } from "../../../tiers";
import { nodesToStart } from "./karpenter";
import { nodeFor } from "./kube-scheduler";
import { holdsAlone, type OpenNode, type Room } from "./node";
import type { PodGroup } from "./pods";
import { inRandomOrder, randomFrom } from "./random-order";

/** How many pods of a group are to be placed. */
export interface PodCount {
  readonly group: PodGroup;
  readonly count: number;
}

/** A node with what is placed on it, which may be nothing. */
export interface PlacedNode {
  readonly zone: string;
  readonly pods: readonly PodGroup[];
}

/** @throws UnplacedError naming a pod that an empty node cannot hold */
export function refuseTooLarge(groups: readonly PodGroup[], size: Allocatable): void {
  for (const group of groups)
    if (!holdsAlone(group, size))
      throw new UnplacedError(
        `A pod of ${group.name} (${group.millicores}m, ${group.memoryMiB} MiB) fits no node: an empty one has ${size.millicores}m and ${size.memoryMiB} MiB for pods. Lower what it requests, or choose a larger instance type.`,
      );
}

const expand = (demand: readonly PodCount[]): PodGroup[] =>
  demand.flatMap(({ group, count }) => Array<PodGroup>(Math.max(0, count)).fill(group));

/** One run of the scheduler and of Karpenter for a pool. The same seed gives the same run. */
export class Placement {
  private readonly open: OpenNode[] = [];
  private readonly unplaced: PodGroup[] = [];
  private readonly random: () => number;

  constructor(
    private readonly room: Room,
    seed: number,
  ) {
    this.random = randomFrom(seed);
  }

  get nodes(): readonly PlacedNode[] {
    return this.open;
  }

  /** Pods that have no place and get none, because of the pool's limit or their rules. */
  get pending(): readonly PodGroup[] {
    return this.unplaced;
  }

  /** Pods that come together, after all others have their place. */
  arrive(demand: readonly PodCount[]): void {
    let waiting = inRandomOrder(expand(demand), this.random).filter((group) => !this.bind(group));
    while (waiting.length > 0) {
      const started = nodesToStart(waiting, this.open, this.room, this.random);
      const before = waiting.length;
      // Each becomes ready by itself, and what waits goes there at once.
      for (const node of started) {
        this.open.push(node);
        waiting = waiting.filter((group) => !this.bind(group));
      }
      if (started.length === 0) waiting = waiting.filter((group) => !this.bind(group));
      if (waiting.length === before && started.length === 0) break;
    }
    this.unplaced.push(...waiting);
  }

  /**
   * Replaces the pods of Deployments one by one: an old one goes when a new one has its place. Which one: of those on the
   * node with most pods of the Deployment (kube-controller-manager, `ActivePodsWithRanks`); the controller decides between
   * equals by age, which the model does not know. Stops at the first pod without a place, as a release does.
   */
  release(demand: readonly PodCount[]): void {
    for (let round = 0; demand.some(({ count }) => count > round); round++) {
      const rolling = demand.filter(({ count }) => count > round).map(({ group }) => group);
      this.arrive(rolling.map((group) => ({ group: inRollout(group), count: 1 })));
      if (this.unplaced.length > 0) return;
      for (const group of rolling) this.leave(group);
    }
  }

  private leave(group: PodGroup): void {
    const pods = (node: OpenNode): number => node.countOf(group) + node.countOf(inRollout(group));
    const [crowded] = inRandomOrder(
      this.open.filter((node) => node.countOf(group) > 0),
      this.random,
    ).sort((left, right) => pods(right) - pods(left));
    crowded?.remove(group);
  }

  private bind(group: PodGroup): boolean {
    const node = nodeFor(group, this.open, this.room.size, this.random);
    node?.add(group);
    return node !== undefined;
  }
}

/** Demand by the order in which the program makes it, the first first. */
export function byArrival(demand: readonly PodCount[]): PodCount[][] {
  const turns = [...new Set(demand.map(({ group }) => group.arrival))].sort((left, right) => left - right);
  return turns.map((turn) => demand.filter(({ group }) => group.arrival === turn));
}
