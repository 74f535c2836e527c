import { PODS_PER_NODE } from "../../../tiers";
import type { Reservation } from "./reservation";

/**
 * What is assumed of a node: Auto Mode does not publish what it keeps for itself. Nodes of one's own say it (`kubectl get
 * nodes`, docs/placement.md).
 */
export interface NodeAssumption {
  readonly reservation: Reservation;
  /** CPU and memory that pods may request, in percent of what the reservation leaves. */
  readonly allocatablePercent: number;
  /** Pods that a node takes. */
  readonly podsPerNode: number;
}

/** Default: memory is reserved for as many pods as a node takes, which leaves less. */
export const assuming = (given: Partial<NodeAssumption> = {}): NodeAssumption => ({
  reservation: "podLimit",
  allocatablePercent: 100,
  podsPerNode: PODS_PER_NODE,
  ...given,
});

/**
 * What may be otherwise than it is priced. A tenth stands for what the reservations leave open: Karpenter itself reckons
 * with 7.5 % of memory until it has seen a node (`VM_MEMORY_OVERHEAD_PERCENT`), and Auto Mode's agents are not published.
 * 17 pods is what a `t4g.medium` takes without prefix delegation (`eni-max-pods.txt`), and users of small types report such
 * limits under Auto Mode (aws/containers-roadmap #2506).
 */
export const VARIATIONS = {
  "a tenth less": assuming({ allocatablePercent: 90 }),
  "a tenth more": assuming({ allocatablePercent: 110 }),
  "17 pods a node": assuming({ reservation: "defaultPods", podsPerNode: 17 }),
} as const satisfies Readonly<Record<string, NodeAssumption>>;
