/** Clients that one PgBouncer pod accepts, at every size. Each costs a file descriptor and some 20 KiB. */
export const CLIENT_CONNECTIONS_PER_POOLER = 1_000;

/**
 * Pods of a service that one node may carry more than another: half of those at rest, and one at least. Karpenter counts
 * such a spread from zero and starts a node for each pod above it (0037).
 */
export function hostSkewMax(replicasMin: number): number {
  return Math.max(1, Math.floor(replicasMin / 2));
}
