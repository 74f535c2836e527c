import { appNodesBeside } from "./limits";
import type { TierSpec } from "./schema";

/** What decides how many nodes metrics-server asks. */
export interface MeasuredNodes {
  readonly cluster: Pick<TierSpec["cluster"], "appNodeCountMax">;
  readonly network: { readonly zoneCount: number };
  readonly qdrant: Pick<TierSpec["qdrant"], "placement" | "peerCount">;
}

/** Every zone's pool of peers may have one node more, while one is replaced. */
function nodesAtMost({ cluster, network, qdrant }: MeasuredNodes): number {
  const hasOwnNodes = qdrant.placement === "dedicated";
  const peers = hasOwnNodes ? qdrant.peerCount + network.zoneCount : 0;
  return cluster.appNodeCountMax + appNodesBeside(hasOwnNodes) + peers;
}

const BASE_MIB = 40;
const MIB_PER_NODE = 4;
const NODES_MIN = 16;

/**
 * Memory that a pod of metrics-server asks for, in MiB: 40 and 4 a node, for 16 nodes at least, as Kubernetes' own add-on asks
 * (kubernetes/kubernetes, cluster/gce/gci/configure-helper.sh; its maintainer measured so, kubernetes-sigs/metrics-server #401).
 * The EKS add-on asks for 200 MiB, which is for a hundred nodes (README of metrics-server, "Scaling"); its limit of 400 stays.
 */
export const metricsServerMemoryMiB = (tier: MeasuredNodes): number =>
  BASE_MIB + MIB_PER_NODE * Math.max(NODES_MIN, nodesAtMost(tier));
