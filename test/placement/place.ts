import { setTimeout as wait } from "node:timers/promises";
import type { Allocatable } from "../../tiers";
import { nodePoolOf, NODE_POOL_TYPE } from "../../models/cost/nodes/pool";
import { ofType, type Manifest } from "../../models/manifest/manifest";
import { withCluster, type Cluster } from "./cluster";
import { send } from "./engine";
import { instanceType } from "./instance-types";
import { isTrue, Kubelets, type Node, type Pod } from "./kubelets";
import { list, patch, type Metadata } from "./patch";
import type { Programs } from "./programs";
import { provisionVolumes } from "./volumes";

/** A node with the pods on it, those of jobs apart. */
export interface PlacedNode {
  readonly pool: string;
  readonly instanceType: string;
  readonly zone: string;
  /** Namespaces and names of the pods' controllers, sorted. */
  readonly pods: readonly string[];
}

/** What the programs made of a tier. */
export interface Placed {
  readonly atMinimum: readonly PlacedNode[];
  /** With every autoscaler at its maximum, on the same cluster. */
  readonly atMaximum: readonly PlacedNode[];
  /** After a release of the application, which is rolled out at that maximum. */
  readonly afterRelease: readonly PlacedNode[];
  /** Pods that have no place, with the scheduler's reason. */
  readonly pending: readonly string[];
}

export interface PlaceOptions {
  readonly allocatableOfType: (instanceType: string) => Allocatable;
  readonly random: () => number;
}

const LIMIT_MS = 180_000;
const ROUND_MS = 400;
/** Nothing new for so long: Karpenter looks at waiting pods a second after the last one. */
const SETTLED_MS = 4000;

const nameOf = ({ metadata }: Pod): string => {
  const owner = metadata.ownerReferences?.[0]?.name ?? metadata.name;
  return `${metadata.namespace ?? ""}/${owner.replace(/-[0-9a-f]{8,10}$/, "")}`;
};

async function nodesOf({ api }: Cluster): Promise<PlacedNode[]> {
  const nodes = await list<Node>(api, "/api/v1/nodes");
  const pods = await list<Pod>(api, "/api/v1/pods");
  return nodes.map(({ metadata: { name, labels = {} } }) => ({
    pool: labels["karpenter.sh/nodepool"] ?? "",
    instanceType: labels["node.kubernetes.io/instance-type"] ?? "",
    zone: labels["topology.kubernetes.io/zone"] ?? "",
    pods: pods
      .filter(({ spec, status }) => spec.nodeName === name && status.phase === "Running")
      .map(nameOf)
      .sort(),
  }));
}

interface Waiting {
  /** Pods and nodes that are not what they will be. */
  readonly unready: number;
  readonly pending: readonly string[];
}

async function waitingIn({ api }: Cluster): Promise<Waiting> {
  const pods = await list<Pod>(api, "/api/v1/pods");
  const nodes = await list<Node>(api, "/api/v1/nodes");
  const claims = await list<{ metadata: Metadata; status?: object }>(api, "/apis/karpenter.sh/v1/nodeclaims");
  const pending = pods.filter(({ status }) => status.phase === "Pending");
  const unready =
    nodes.filter((node) => !isTrue(node, "Ready")).length + Math.abs(claims.length - nodes.length);
  return {
    unready: unready + pending.length,
    pending: pending.map((pod) => {
      const why = (pod.status.conditions ?? []).find(({ type }) => type === "PodScheduled")?.message ?? "";
      return `${nameOf(pod)}: ${why}`;
    }),
  };
}

/** Waits until nothing waits any more, or gives what still waits after the limit. */
async function settle(cluster: Cluster): Promise<readonly string[]> {
  const until = Date.now() + LIMIT_MS;
  let since = Date.now();
  let pending: readonly string[] = [];
  while (Date.now() < until) {
    cluster.demandAlive();
    const waiting = await waitingIn(cluster);
    if (waiting.unready > 0) since = Date.now();
    if (Date.now() - since >= SETTLED_MS) return [];
    pending = waiting.pending;
    await wait(ROUND_MS);
  }
  return pending;
}

interface Autoscaler {
  readonly metadata: Metadata;
  readonly spec: { readonly maxReplicas: number; readonly scaleTargetRef: { readonly name: string } };
}

/** Full load: every autoscaler asks for all that it may. */
async function raiseAll({ api }: Cluster): Promise<void> {
  const scalers = await list<Autoscaler>(api, "/apis/autoscaling/v2/horizontalpodautoscalers");
  for (const { metadata, spec } of scalers) {
    const home = `namespaces/${metadata.namespace ?? ""}`;
    await patch(api, `/apis/autoscaling/v2/${home}/horizontalpodautoscalers/${metadata.name}`, {
      spec: { minReplicas: spec.maxReplicas },
    });
    const deployment = `/apis/apps/v1/${home}/deployments/${spec.scaleTargetRef.name}`;
    const until = Date.now() + LIMIT_MS;
    for (;;) {
      const { body } = await api(deployment);
      if ((body["spec"] as { replicas: number }).replicas >= spec.maxReplicas) break;
      if (Date.now() > until) throw new Error(`${deployment} was not scaled.`);
      await wait(ROUND_MS);
    }
  }
}

interface Replicated {
  readonly metadata: Metadata & { readonly generation: number };
  readonly spec: { readonly replicas: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

const isRolledOut = ({ metadata, spec, status }: Replicated): boolean =>
  status.observedGeneration === metadata.generation &&
  [status.replicas, status.updatedReplicas, status.availableReplicas].every(
    (count) => count === spec.replicas,
  );

/**
 * A release of the application: what is in the pods changes, and how many there are does not. Nobody watches new pods
 * for the time that a release takes otherwise.
 */
async function release({ api }: Cluster): Promise<void> {
  const path = "/apis/apps/v1/namespaces/app/deployments";
  for (const { metadata } of await list<Replicated>(api, path))
    await patch(api, `${path}/${metadata.name}`, {
      spec: { minReadySeconds: 0, template: { metadata: { annotations: { release: "another" } } } },
    });
  const until = Date.now() + LIMIT_MS;
  while (!(await list<Replicated>(api, path)).every(isRolledOut) && Date.now() < until) await wait(ROUND_MS);
}

/** Rounds of what does not exist, beside `body`. */
async function beside<Result>(round: () => Promise<void>, body: () => Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const rounds = (async (): Promise<void> => {
    while (!over.signal.aborted) {
      await round();
      await wait(ROUND_MS);
    }
  })();
  // A round that fails ends the test; one that is over waits for the body.
  const failed = rounds.then(() => new Promise<never>(() => undefined));
  try {
    return await Promise.race([body(), failed]);
  } finally {
    over.abort();
    await rounds;
  }
}

/** Builds a tier from nothing on a cluster of its own, then raises its autoscalers to their maximum, then releases. */
export async function place(
  programs: Programs,
  manifest: Manifest,
  { allocatableOfType, random }: PlaceOptions,
): Promise<Placed> {
  const pools = ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));
  const zones = [...new Set(pools.flatMap((pool) => pool.zones))];
  const types = [...new Set(pools.map((pool) => pool.instanceType))].map((name) =>
    instanceType(name, allocatableOfType(name), zones),
  );
  return await withCluster(programs, types, async (cluster) => {
    const kubelets = new Kubelets(cluster.api, { nodeMs: 1500, podMs: () => 500 + random() * 1000 });
    const round = async (): Promise<void> => {
      await Promise.all([kubelets.round(), provisionVolumes(cluster.api)]);
    };
    return await beside(round, async () => {
      await send(cluster, manifest, {
        jitterMs: () => random() * 1000,
        limitMs: LIMIT_MS,
        pending: async () => (await waitingIn(cluster)).pending,
      });
      const first = await settle(cluster);
      const atMinimum = await nodesOf(cluster);
      await raiseAll(cluster);
      const second = await settle(cluster);
      const atMaximum = await nodesOf(cluster);
      await release(cluster);
      const third = await settle(cluster);
      const pending = [...first, ...second, ...third];
      return { atMinimum, atMaximum, afterRelease: await nodesOf(cluster), pending };
    });
  });
}
