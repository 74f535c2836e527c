import type { Allocatable } from "../../../tiers";
import type { SpreadRule } from "../../../tiers";
import type { PodGroup } from "./pods";

/** A node that pods can be placed on. */
export interface OpenNode {
  readonly zone: string;
  readonly pods: PodGroup[];
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
export function hasRoom(pods: readonly PodGroup[], group: PodGroup, size: Allocatable): boolean {
  return (
    pods.length < size.pods &&
    requestedOf(pods, ({ millicores }) => millicores) + group.millicores <= size.millicores &&
    requestedOf(pods, ({ memoryMiB }) => memoryMiB) + group.memoryMiB <= size.memoryMiB
  );
}

/** Whether two pods are of one service: those of a rollout are spread by themselves and so of another. */
export const countOn = (pods: readonly PodGroup[], { name }: PodGroup): number =>
  pods.filter((each) => each.name === name).length;

export const countIn = (nodes: readonly OpenNode[], zone: string, group: PodGroup): number =>
  nodes.reduce((sum, node) => sum + (node.zone === zone ? countOn(node.pods, group) : 0), 0);

/** The wish for zones as a rule, which Karpenter keeps as one as long as it can. */
export const ZONE_WISH: SpreadRule = { over: "zone", maxSkew: 1, minDomains: 1 };
