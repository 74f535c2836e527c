import type { InstanceShape } from "./graviton-sizes";
import type { Allocatable } from "./placed-pods";

/** Pods a node of EKS Auto Mode takes, whatever its type (EKS user guide, "Create a Node Class for Amazon EKS"). */
const PODS_PER_NODE = 110;

/**
 * Memory of an instance that its operating system never sees; Karpenter reckons with 7.5 % until it has seen a node
 * (Karpenter settings, `VM_MEMORY_OVERHEAD_PERCENT`).
 */
const HYPERVISOR_SHARE = 0.075;

/** Reserved for kubelet and runtime (EKS optimized AMIs, `kube-reserved`: 255 MiB and 11 MiB a pod). */
const KUBE_RESERVED_MIB = 255 + 11 * PODS_PER_NODE;
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
 * Allocatable of a node under EKS Auto Mode, whose own agents run outside pods. Auto Mode's reservations are not
 * published: assumed to be those of the EKS AMIs, with 110 pods.
 */
export function allocatableOf({ vcpu, memoryGiB }: InstanceShape): Allocatable {
  return {
    millicores: Math.floor(vcpu * 1000 - reservedMillicores(vcpu)),
    memoryMiB: Math.floor(memoryGiB * 1024 * (1 - HYPERVISOR_SHARE) - KUBE_RESERVED_MIB - EVICTION_MIB),
    pods: PODS_PER_NODE,
  };
}
