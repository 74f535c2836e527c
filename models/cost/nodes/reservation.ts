import { PODS_PER_NODE } from "../../../tiers";

/**
 * For how many pods a node's kubelet and runtime keep memory. Auto Mode's reservations are not published: it may be the
 * number of pods that a node takes, or the number that its type takes without prefix delegation, as managed nodes keep
 * it. A node of your own says it: `kubectl get nodes -o custom-columns=NAME:.metadata.name,MEMORY:.status.allocatable.memory`.
 */
export type Reservation = "podLimit" | "defaultPods";

/** What is not known is priced by the worse of both. */
export const RESERVATIONS: readonly Reservation[] = ["podLimit", "defaultPods"];

/**
 * Addresses of a type without prefix delegation: interfaces × (addresses of each − 1) + 2 (EKS optimized AMIs,
 * `eni-max-pods.txt`). By size for T4g, and for the others of one generation, whose sizes are alike.
 */
const DEFAULT_PODS_T4G: Readonly<Record<string, number>> = {
  medium: 17,
  large: 35,
  xlarge: 58,
  "2xlarge": 58,
};
const DEFAULT_PODS: Readonly<Record<string, number>> = {
  medium: 8,
  large: 29,
  xlarge: 58,
  "2xlarge": 58,
  "4xlarge": 234,
  "8xlarge": 234,
};

/**
 * Pods for which memory is reserved on a node; a type that is not in the list counts with the pod limit.
 * @param podsPerNode the pod limit. Default: Auto Mode's
 */
export function reservedPods(
  instanceType: string,
  reservation: Reservation,
  podsPerNode: number = PODS_PER_NODE,
): number {
  if (reservation === "podLimit") return podsPerNode;
  const [family = "", size = ""] = instanceType.split(".");
  const known = family === "t4g" ? DEFAULT_PODS_T4G : DEFAULT_PODS;
  return known[size] ?? podsPerNode;
}
