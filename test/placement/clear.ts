import type { Pod } from "./kubelets";
import type { Living } from "./living";
import { isOfEveryNode } from "./of-every-node";
import { list, type Metadata } from "./patch";
import { poolName, poolsOf } from "./pools";
import { POOL, type Claim } from "./sight";
import type { Manifest } from "../../models/manifest/manifest";

interface Named {
  readonly metadata: Metadata;
}

/** Everything that makes pods or holds their volumes, what makes it first. */
const KINDS = [
  ["/apis/autoscaling/v2", "horizontalpodautoscalers"],
  ["/apis/apps/v1", "deployments"],
  ["/apis/apps/v1", "statefulsets"],
  ["/apis/batch/v1", "jobs"],
  ["/api/v1", "persistentvolumeclaims"],
  ["/api/v1", "persistentvolumes"],
] as const;

/** Takes all pods with their volumes away, then the nodes of pools that grow, so that the same tier can come again. */
export async function clear(living: Living, manifest: Manifest): Promise<void> {
  const { api } = living.cluster;
  for (const [root, kind] of KINDS)
    for (const { metadata } of await list<Named>(api, `${root}/${kind}`)) {
      const home = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
      const body = { propagationPolicy: "Background" };
      await api(`${root}${home}/${kind}/${metadata.name}`, { method: "DELETE", body });
    }
  // Also those that have ended: a Job that comes again may not meet what is left of the last one.
  await living.until(
    async () =>
      (await list<Pod>(api, "/api/v1/pods")).every(isOfEveryNode) &&
      (await list<Named>(api, "/apis/batch/v1/jobs")).length === 0,
    "Pods stay that nothing makes any more.",
  );
  const growing = poolsOf(manifest)
    .filter(({ nodeCount }) => nodeCount === null)
    .map(poolName);
  for (const { metadata } of await list<Claim>(api, "/apis/karpenter.sh/v1/nodeclaims"))
    if (growing.includes(metadata.labels?.[POOL] ?? ""))
      await api(`/apis/karpenter.sh/v1/nodeclaims/${metadata.name}`, { method: "DELETE" });
  await living.until(
    async () => !(await living.nodes()).some(({ pool }) => growing.includes(pool)),
    "Nodes stay that nobody asks for.",
  );
  living.forget();
}
