import { DAEMON_POD } from "./limits";
import type { InstanceShape } from "./graviton-sizes";
import type { Allocatable } from "./placed-pods";

/** Pods that a node of EKS Auto Mode takes, whatever its type (EKS user guide, "Create a Node Class for Amazon EKS"). */
export const PODS_PER_NODE = 110;

/**
 * Memory of an instance that its operating system never sees; Karpenter reckons with 7.5 % until it has seen a node
 * (Karpenter settings, `VM_MEMORY_OVERHEAD_PERCENT`).
 */
const HYPERVISOR_SHARE = 0.075;

/** Reserved for kubelet and runtime (EKS optimized AMIs, `kube-reserved`), and for each pod. */
const KUBE_RESERVED_MIB = 255;
const KUBE_RESERVED_MIB_PER_POD = 11;
/** The kubelet evicts below it (Kubernetes, "Node-pressure Eviction", default of `memory.available`). */
const EVICTION_MIB = 100;

/** Share of each core that is reserved: the first, the second, the third and fourth, all others (EKS optimized AMIs). */
function reservedMillicores(vcpu: number): number {
  return Array.from({ length: vcpu }, (_, core) => [60, 10, 5, 5][core] ?? 2.5).reduce(
    (sum, core) => sum + core,
    0,
  );
}

/**
 * Allocatable of a node under EKS Auto Mode, whose own agents run outside pods, with the reservations of the EKS AMIs, as
 * Auto Mode's are not published.
 * @param reservedPods for how many pods memory is reserved. Default: those that a node takes, which leaves least
 */
export function allocatableOf(
  { vcpu, memoryGiB }: InstanceShape,
  reservedPods: number = PODS_PER_NODE,
): Allocatable {
  const reserved = KUBE_RESERVED_MIB + KUBE_RESERVED_MIB_PER_POD * reservedPods;
  return {
    millicores: Math.floor(vcpu * 1000 - reservedMillicores(vcpu)),
    memoryMiB: Math.floor(memoryGiB * 1024 * (1 - HYPERVISOR_SHARE) - reserved - EVICTION_MIB),
    pods: PODS_PER_NODE,
  };
}

/** What a node has for pods beside the one that runs on every node; the schema's bounds count with it, as they know no manifest. */
export function roomOf(shape: InstanceShape): Allocatable {
  const { millicores, memoryMiB, pods } = allocatableOf(shape);
  return {
    millicores: millicores - DAEMON_POD.millicores,
    memoryMiB: memoryMiB - DAEMON_POD.memoryMiB,
    pods: pods - 1,
  };
}
