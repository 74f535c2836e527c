/** What the pods of one node may request together. */
export interface Allocatable {
  readonly millicores: number;
  readonly memoryMiB: number;
  readonly pods: number;
}

/** A rule about the nodes or zones that pods of one group share. */
export interface SpreadRule {
  readonly over: "node" | "zone";
  /** Most pods that one place may have more than the emptiest. */
  readonly maxSkew: number;
  /** With fewer places than this the emptiest counts as empty. */
  readonly minDomains: number;
}

/** Pods of one controller, all alike, as far as their places go. */
export interface PlacedPods {
  /** Namespace and name of the controller: "app/web". */
  readonly name: string;
  readonly millicores: number;
  readonly memoryMiB: number;
  /** Pods at rest. */
  readonly replicasMin: number;
  /** No two of them on a node. */
  readonly aloneOnNode: boolean;
  readonly spread: readonly SpreadRule[];
  /** They would rather be spread over the zones, and run without it. */
  readonly wishesZones: boolean;
}

/** The pods of a group that a rollout adds are spread among themselves: they are a group of their own. */
export const inRollout = <Pods extends PlacedPods>(pods: Pods): Pods => ({
  ...pods,
  name: `${pods.name} (new)`,
});
