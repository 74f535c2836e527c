import type { Allocatable } from "../../../tiers";
import type { SpreadRule } from "../../../tiers";
import type { PodGroup } from "./pods";

/** The pods of a node, with what is asked of them again and again. */
export class NodeLoad {
  readonly pods: PodGroup[] = [];
  millicores = 0;
  memoryMiB = 0;
  private readonly byService = new Map<string, number>();

  add(group: PodGroup): void {
    this.pods.push(group);
    this.millicores += group.millicores;
    this.memoryMiB += group.memoryMiB;
    this.byService.set(group.name, this.countOf(group) + 1);
  }

  remove(group: PodGroup): void {
    const index = this.pods.findIndex(({ name }) => name === group.name);
    if (index < 0) return;
    this.pods.splice(index, 1);
    this.millicores -= group.millicores;
    this.memoryMiB -= group.memoryMiB;
    this.byService.set(group.name, this.countOf(group) - 1);
  }

  /** Pods of one service: those of a rollout are spread by themselves and so of another. */
  countOf({ name }: PodGroup): number {
    return this.byService.get(name) ?? 0;
  }
}

/** A node that pods can be placed on. */
export class OpenNode extends NodeLoad {
  constructor(
    readonly zone: string,
    pods: readonly PodGroup[] = [],
  ) {
    super();
    for (const group of pods) this.add(group);
  }
}

/** What decides which nodes there are: instance size, zones and limit of a pool. */
export interface Room {
  readonly size: Allocatable;
  readonly zones: readonly string[];
  /** Nodes at which the pool stops. */
  readonly nodeLimit: number;
}

export const requestedOf = (pods: readonly PodGroup[], pick: (group: PodGroup) => number): number =>
  pods.reduce((sum, group) => sum + pick(group), 0);

/** Whether the requests of one more pod fit beside those that are there. */
export const hasRoom = (load: NodeLoad, group: PodGroup, size: Allocatable): boolean =>
  load.pods.length < size.pods &&
  load.millicores + group.millicores <= size.millicores &&
  load.memoryMiB + group.memoryMiB <= size.memoryMiB;

/** Whether an empty node holds a pod. */
export const holdsAlone = (group: PodGroup, size: Allocatable): boolean =>
  hasRoom(new NodeLoad(), group, size);

/** Pods of a group's service in each zone that has nodes. */
export function countsByZone(
  nodes: readonly (NodeLoad & { readonly zone: string })[],
  group: PodGroup,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) counts.set(node.zone, (counts.get(node.zone) ?? 0) + node.countOf(group));
  return counts;
}

/** The wish for zones as a rule, which Karpenter keeps as one as long as it can. */
export const ZONE_WISH: SpreadRule = { over: "zone", maxSkew: 1, minDomains: 1 };
