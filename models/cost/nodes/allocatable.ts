import { instanceShape } from "../../../tiers";
import { UnpricedError } from "../../../kinds/pricing/errors";
import { PODS_PER_NODE, reservedPods, type Reservation } from "./reservation";

/** What the pods of one node may request together. */
export interface Allocatable {
  readonly millicores: number;
  readonly memoryMiB: number;
  readonly pods: number;
}

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
 * Allocatable of a node under EKS Auto Mode, whose own agents run outside pods, with the reservations of the EKS AMIs.
 * @param reservation default: for the pods that a node takes, which leaves less
 * @throws UnpricedError for a type whose shape is not known
 */
export function allocatableOf(
  instanceType: string,
  whose: string,
  reservation: Reservation = "podLimit",
): Allocatable {
  const shape = instanceShape(instanceType);
  if (shape === undefined)
    throw new UnpricedError(`${whose} runs on ${instanceType}, an instance type of unknown shape.`);
  const reserved = KUBE_RESERVED_MIB + KUBE_RESERVED_MIB_PER_POD * reservedPods(instanceType, reservation);
  return {
    millicores: Math.floor(shape.vcpu * 1000 - reservedMillicores(shape.vcpu)),
    memoryMiB: Math.floor(shape.memoryGiB * 1024 * (1 - HYPERVISOR_SHARE) - reserved - EVICTION_MIB),
    pods: PODS_PER_NODE,
  };
}
