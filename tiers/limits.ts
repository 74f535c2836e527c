/** Clients that one PgBouncer pod accepts, at every size. Each costs a file descriptor and some 20 KiB. */
export const CLIENT_CONNECTIONS_PER_POOLER = 1_000;

/**
 * Pods of a service that one node may carry more than another: half of those at rest, and one at least. Karpenter counts
 * such a spread from zero and starts a node for each pod above it (0037).
 */
export function hostSkewMax(replicasMin: number): number {
  return Math.max(1, Math.floor(replicasMin / 2));
}

/**
 * Nodes that the app pool may have beside `cluster.appNodeCountMax`: one for a node that is replaced, and two for a release at
 * full load. No new pod of a release may go where too many new ones are, and no old one goes before a new one is ready: with
 * the real programs a release of 5K stood still for ever on two nodes less, and the model finds orders in which it does on one
 * less (docs/placement.md). A pool that keeps every node with a pod, as one with Qdrant's peers does, would keep such a node
 * for good, and has none for it.
 */
export const appNodesBeside = (consolidates: boolean): number => (consolidates ? 3 : 1);

/** The pod that runs on every node and ships the logs of the others; a test compares it with the one that the program makes. */
export const DAEMON_POD = { millicores: 20, memoryMiB: 32 } as const;
