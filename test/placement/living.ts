import { setTimeout as wait } from "node:timers/promises";
import type { Manifest } from "../../models/manifest/manifest";
import type { Allocatable } from "../../tiers";
import { withCluster, type Cluster } from "./cluster";
import { send } from "./engine";
import { instanceType } from "./instance-types";
import { Kubelets, type Node, type Pod } from "./kubelets";
import { removeLostNodes } from "./lost-nodes";
import { isOfEveryNode } from "./of-every-node";
import { list, patch, type Metadata } from "./patch";
import { Patience } from "./patience";
import type { PhaseTime } from "./phase-time";
import { poolName, poolsOf } from "./pools";
import type { Programs } from "./programs";
import { ownerOf, POOL, Sight } from "./sight";
import { provisionVolumes } from "./volumes";

/** A node with the pods on it, those of jobs and of every node apart. */
export interface PlacedNode {
  readonly name: string;
  readonly pool: string;
  readonly instanceType: string;
  readonly zone: string;
  /** Namespaces and names of the pods' controllers, sorted. */
  readonly pods: readonly string[];
}

export interface LivingOptions {
  readonly allocatableOfType: (instanceType: string) => Allocatable;
  readonly random: () => number;
}

const ROUND_MS = 300;
/** Nothing new for so long: Karpenter looks at waiting pods a second after the last one. */
const SETTLED_MS = 2500;

interface Autoscaler {
  readonly metadata: Metadata;
  readonly spec: { readonly maxReplicas: number; readonly scaleTargetRef: { readonly name: string } };
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

/** What somebody does who looks at a cluster again and again. */
interface Looker {
  readonly round: (sight: Sight) => Promise<void>;
}

/** A cluster on which everything lives that is no program here: kubelets, volumes, the engine and the load. */
export class Living {
  private before: Manifest | undefined;
  private readonly lookers = new Set<Looker>();

  constructor(
    readonly cluster: Cluster,
    readonly sight: Sight,
    private readonly random: () => number,
    private readonly mostStarts: (pool: string) => number,
  ) {}

  /** Looks once, for everybody. */
  async round(): Promise<void> {
    await this.sight.look();
    await Promise.all([...this.lookers].map((looker) => looker.round(this.sight)));
  }

  /** What each node holds. */
  async nodes(): Promise<PlacedNode[]> {
    const nodes = await list<Node>(this.cluster.api, "/api/v1/nodes");
    const pods = await list<Pod>(this.cluster.api, "/api/v1/pods");
    return nodes.map(({ metadata: { name, labels = {} } }) => ({
      name,
      pool: labels[POOL] ?? "",
      instanceType: labels["node.kubernetes.io/instance-type"] ?? "",
      zone: labels["topology.kubernetes.io/zone"] ?? "",
      pods: pods
        .filter((pod) => pod.spec.nodeName === name && pod.status.phase === "Running" && !isOfEveryNode(pod))
        .map(ownerOf)
        .sort(),
    }));
  }

  /**
   * One `up`: from what the last one has left to this manifest.
   * @param time is told what is sent. Default: nobody is
   * @throws Error for what does not get done
   */
  async up(manifest: Manifest, time?: PhaseTime): Promise<void> {
    const patience = this.patience();
    const options = {
      time,
      jitterMs: () => this.random() * 700,
      refuseEndless: async (what: string) => {
        this.cluster.demandAlive();
        const reason = await patience.isOver();
        if (reason !== undefined)
          throw new Error(`${what} is not ready: ${reason}\n${this.sight.pending.join("\n")}`);
      },
    };
    await send(this.cluster, manifest, options, this.before);
    this.before = manifest;
  }

  /** The next `up` sends everything, as to an empty cluster. */
  forget(): void {
    this.before = undefined;
  }

  /**
   * Waits until nothing waits any more, or gives what still waits when there is no end to it.
   * @param isLeftOut pods that may wait, by what made them. Default: none
   */
  async settle(isLeftOut?: (pod: string) => boolean): Promise<readonly string[]> {
    const patience = this.patience();
    const first = this.sight.looks;
    let since = Date.now();
    for (;;) {
      this.cluster.demandAlive();
      // A look that had begun before may not have seen what is waited for.
      if (this.sight.unsettled(isLeftOut) > 0 || this.sight.looks < first + 2) since = Date.now();
      if (Date.now() - since >= SETTLED_MS) return [];
      const reason = await patience.isOver();
      if (reason !== undefined) return [reason, ...this.sight.pending];
      await wait(ROUND_MS);
    }
  }

  /** Does something while somebody watches. */
  async watched<Result>(looker: Looker, body: () => Promise<Result>): Promise<Result> {
    this.lookers.add(looker);
    try {
      return await body();
    } finally {
      this.lookers.delete(looker);
    }
  }

  /** Waits until a condition is true. @throws Error in the given words when it does not become true */
  async until(isTrueNow: () => Promise<boolean>, otherwise: string): Promise<void> {
    const patience = this.patience();
    while (!(await isTrueNow())) {
      this.cluster.demandAlive();
      const reason = await patience.isOver();
      if (reason !== undefined) throw new Error(`${otherwise} (${reason})`);
      await wait(ROUND_MS);
    }
  }

  /** Full load: every autoscaler asks for all that it may, at once. */
  async raiseAll(): Promise<void> {
    const { api } = this.cluster;
    const scalers = await list<Autoscaler>(api, "/apis/autoscaling/v2/horizontalpodautoscalers");
    const homeOf = ({ metadata }: Autoscaler): string => `namespaces/${metadata.namespace ?? ""}`;
    await Promise.all(
      scalers.map((scaler) =>
        patch(
          api,
          `/apis/autoscaling/v2/${homeOf(scaler)}/horizontalpodautoscalers/${scaler.metadata.name}`,
          { spec: { minReplicas: scaler.spec.maxReplicas } },
        ),
      ),
    );
    for (const scaler of scalers) {
      const { maxReplicas, scaleTargetRef } = scaler.spec;
      const deployment = `/apis/apps/v1/${homeOf(scaler)}/deployments/${scaleTargetRef.name}`;
      await this.until(async () => {
        const { body } = await api(deployment);
        return (body["spec"] as { replicas: number }).replicas >= maxReplicas;
      }, `${deployment} was not scaled.`);
    }
  }

  /** A release of the application: what is in the pods changes, and how many there are does not. */
  async release(): Promise<void> {
    const { api } = this.cluster;
    const path = "/apis/apps/v1/namespaces/app/deployments";
    for (const { metadata } of await list<Replicated>(api, path))
      await patch(api, `${path}/${metadata.name}`, {
        spec: { template: { metadata: { annotations: { release: "another" } } } },
      });
    await this.until(
      async () => (await list<Replicated>(api, path)).every(isRolledOut),
      "The release did not end.",
    );
  }

  private patience(): Patience {
    return new Patience(this.sight, { starts: this.cluster.starts, mostStarts: this.mostStarts });
  }
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

/**
 * How often Karpenter may start as many nodes as a pool may have, in one phase. A replacement of all needs it once; it
 * also takes back what it has just started for a static pool that drifts, and tries again (kubernetes-sigs/karpenter
 * #3250).
 */
const STARTS_PER_LIMIT = 8;

/**
 * Runs `body` with an empty cluster that lives.
 * @param manifests all that it will be, for the instance types of their pools
 */
export async function withLiving<Result>(
  programs: Programs,
  manifests: readonly Manifest[],
  { allocatableOfType, random }: LivingOptions,
  body: (living: Living) => Promise<Result>,
): Promise<Result> {
  const pools = manifests.flatMap(poolsOf);
  const zones = [...new Set(pools.flatMap((pool) => pool.zones))];
  const types = [...new Set(pools.map((pool) => pool.instanceType))].map((name) =>
    instanceType(name, allocatableOfType(name), zones),
  );
  const mostStarts = (name: string): number =>
    STARTS_PER_LIMIT *
    Math.max(1, ...pools.filter((pool) => poolName(pool) === name).map(({ nodeLimit }) => nodeLimit));
  return await withCluster(programs, types, async (cluster) => {
    const { api } = cluster;
    const sight = new Sight(api);
    const kubelets = new Kubelets(api, { nodeMs: 1000, podMs: () => 300 + random() * 700 });
    const living = new Living(cluster, sight, random, mostStarts);
    const machines: Looker = {
      round: async () => {
        await Promise.all([kubelets.round(sight), provisionVolumes(api), removeLostNodes(api, sight)]);
      },
    };
    return await living.watched(machines, () =>
      beside(
        () => living.round(),
        () => body(living),
      ),
    );
  });
}
