import type { ApiServer } from "../kubernetes/api-server";
import type { Sight } from "./sight";

/** Karpenter's kwok provider writes there which claim a node is of. */
const CLAIM = "kubernetes.io/hostname";

/**
 * The cloud's node controller: a node whose machine is gone goes too. Karpenter leaves that to it where it takes a claim
 * back before its node has joined, and the kwok provider has none.
 */
export async function removeLostNodes(api: ApiServer, { nodes, claims }: Sight): Promise<void> {
  const known = new Set(claims.map(({ metadata }) => metadata.name));
  for (const { metadata } of nodes)
    if (!known.has(metadata.labels?.[CLAIM] ?? "") && metadata.deletionTimestamp === undefined)
      await api(`/api/v1/nodes/${metadata.name}`, { method: "DELETE" });
}
