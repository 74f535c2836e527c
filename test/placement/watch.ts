import type { NodePool } from "../../models/cost/nodes/pool";
import type { ApiServer } from "../kubernetes/api-server";
import { isTrue, type Pod } from "./kubelets";
import { list, type Metadata } from "./patch";
import { poolName } from "./pools";
import { isOfStatefulSet, POOL, stays, type Sight } from "./sight";

interface Budget {
  readonly metadata: Metadata;
  readonly spec: { readonly selector: { readonly matchLabels: Readonly<Record<string, string>> } };
  readonly status?: { readonly desiredHealthy?: number; readonly expectedPods?: number };
}

interface Peers {
  readonly metadata: Metadata;
  readonly spec: { readonly replicas: number };
}

/** Pods that serve, and how few of them are enough. */
interface Serving {
  readonly enough: number;
  readonly ready: number;
}

const PEERS = "qdrant/qdrant";

const matches = ({ metadata }: Pod, namespace: string, labels: Readonly<Record<string, string>>): boolean =>
  metadata.namespace === namespace &&
  Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);

const serves = (pod: Pod): boolean => pod.metadata.deletionTimestamp === undefined && isTrue(pod, "Ready");

/**
 * What serves now: by each budget as many pods as it lets go below, and of Qdrant's peers all but one. A set that is
 * being made serves when it first has enough.
 */
async function servingIn(api: ApiServer, seen?: readonly Pod[]): Promise<Map<string, Serving>> {
  const pods = seen ?? (await list<Pod>(api, "/api/v1/pods"));
  const budgets = await list<Budget>(api, "/apis/policy/v1/poddisruptionbudgets");
  const sets = await list<Peers>(api, "/apis/apps/v1/namespaces/qdrant/statefulsets");
  const serving = new Map<string, Serving>();
  for (const { metadata, spec, status } of budgets) {
    const namespace = metadata.namespace ?? "";
    serving.set(`${namespace}/${metadata.name}`, {
      enough: status?.desiredHealthy ?? 0,
      ready: pods.filter((pod) => matches(pod, namespace, spec.selector.matchLabels) && serves(pod)).length,
    });
  }
  for (const { spec } of sets)
    serving.set(PEERS, {
      enough: spec.replicas - 1,
      ready: pods.filter((pod) => serves(pod) && isOfStatefulSet(pod)).length,
    });
  return serving;
}

/** Watches a cluster during a phase. */
export class Watch {
  private begun: Map<string, Serving> = new Map();
  private readonly fewest = new Map<string, number>();
  private readonly most = new Map<string, number>();

  constructor(private readonly api: ApiServer) {}

  async begin(): Promise<void> {
    this.begun = await servingIn(this.api);
    this.fewest.clear();
    this.most.clear();
  }

  /** Sees what there is; nothing that lasts less than the time between two looks is seen. */
  async round({ pods, claims }: Sight): Promise<void> {
    for (const [name, { ready }] of await servingIn(this.api, pods))
      this.fewest.set(name, Math.min(this.fewest.get(name) ?? ready, ready));
    const counts = new Map<string, number>();
    // Karpenter does not count a node that is on its way out, and may start another beside it.
    for (const { metadata } of claims.filter(stays)) {
      const pool = metadata.labels?.[POOL] ?? "";
      counts.set(pool, (counts.get(pool) ?? 0) + 1);
    }
    for (const [pool, count] of counts) this.most.set(pool, Math.max(this.most.get(pool) ?? 0, count));
  }

  /** What was wrong since the beginning, in words. */
  async faults(pools: readonly NodePool[]): Promise<readonly string[]> {
    const ended = await servingIn(this.api);
    const few = [...this.begun].flatMap(([name, { enough, ready }]) => {
      const fewest = this.fewest.get(name) ?? ready;
      // A set that grows or shrinks needs no more than at the end where it has less.
      const least = Math.min(enough, ended.get(name)?.enough ?? 0);
      return ready < enough || fewest >= least ? [] : [`${name}: ${fewest} serve, ${least} are to`];
    });
    const limits = new Map<string, number>();
    for (const pool of pools) {
      const name = poolName(pool);
      limits.set(name, Math.max(limits.get(name) ?? 0, pool.nodeLimit));
    }
    const many = [...this.most].flatMap(([pool, count]) => {
      const limit = limits.get(pool) ?? 0;
      return count <= limit ? [] : [`${pool}: ${count} nodes, ${limit} are its limit`];
    });
    return [...few, ...many];
  }
}
