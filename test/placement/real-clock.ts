import { latest, NO_TIME, sum, type Span } from "../../models/time/span";
import type { KubernetesObject } from "../kubernetes/objects";
import { isTrue, type Pod } from "./kubelets";
import { isOfEveryNode } from "./of-every-node";
import { isOfStatefulSet, ownerOf, POOL, type Sight } from "./sight";
import { NODE_GOES, NODE_STARTS, podEnds, podStarts } from "./usual-delays";

/** The later of what is known and what is new. */
function keep(map: Map<string, Span>, key: string, at: Span): void {
  map.set(key, latest(map.get(key), at));
}

interface PodTimes {
  pod: Pod;
  readonly created: Span;
  ready?: Span;
  leaves?: Span;
  /** It had to wait for room. */
  waited: boolean;
}

interface NodeTimes {
  readonly pool: string;
  readonly ready: Span;
  /** When the last of its pods that went had gone. */
  left: Span;
}

const isDone = (pod: Pod): boolean => isTrue(pod, "Ready") || pod.status.phase === "Succeeded";

/** Set of pods that an object is about: its own, or that which it scales. */
function setOf({ kind, metadata, ...object }: KubernetesObject): string | undefined {
  const namespace = metadata.namespace ?? "";
  if (["Deployment", "StatefulSet", "Job"].includes(kind)) return `${namespace}/${metadata.name}`;
  if (kind !== "HorizontalPodAutoscaler") return undefined;
  const { scaleTargetRef } = object["spec"] as { readonly scaleTargetRef: { readonly name: string } };
  return `${namespace}/${scaleTargetRef.name}`;
}

/**
 * Minutes on AWS of what happens on a cluster in seconds: each event comes when the last of what it waited for had come, plus
 * what it usually takes there, the short and the long of it. What waits for what is seen on the cluster; no clock of this
 * machine is read, so a busy one tells the same minutes.
 */
export class RealClock {
  /** How often it has looked. */
  looks = 0;
  private readonly pods = new Map<string, PodTimes>();
  private readonly nodes = new Map<string, NodeTimes>();
  /** When objects were sent in this phase, by set or pool. */
  private readonly sentAt = new Map<string, Span>();
  /** When the last of a set's pods was available, began to leave, and had gone. */
  private readonly available = new Map<string, Span>();
  private readonly leaving = new Map<string, Span>();
  private readonly gone = new Map<string, Span>();
  private readonly poolGone = new Map<string, Span>();
  private readonly minReady = new Map<string, Span>();
  private readonly staticPools = new Set<string>();

  /** A phase begins: what there is was there before. */
  begin({ pods, nodes }: Pick<Sight, "pods" | "nodes">): void {
    for (const map of [
      this.pods,
      this.nodes,
      this.sentAt,
      this.available,
      this.leaving,
      this.gone,
      this.poolGone,
    ])
      map.clear();
    for (const pod of pods)
      if (!isOfEveryNode(pod))
        this.pods.set(pod.metadata.uid, { pod, created: NO_TIME, ready: NO_TIME, waited: false });
    for (const { metadata } of nodes)
      this.nodes.set(metadata.name, { pool: metadata.labels?.[POOL] ?? "", ready: NO_TIME, left: NO_TIME });
  }

  /** The engine sends an object, or takes it away. */
  sent(object: KubernetesObject, at: Span): void {
    const key = object.kind === "NodePool" ? object.metadata.name : setOf(object);
    if (key === undefined) return;
    keep(this.sentAt, key, at);
    const { minReadySeconds, replicas } = object["spec"] as Readonly<Record<string, unknown>>;
    if (object.kind === "NodePool" && replicas !== undefined) this.staticPools.add(key);
    if (object.kind !== "Deployment") return;
    const minutes = Number(minReadySeconds ?? 0) / 60;
    this.minReady.set(key, { minutesMin: minutes, minutesMax: minutes });
  }

  /** When all pods of what was sent are available. */
  doneAt(object: KubernetesObject, at: Span): Span {
    return latest(at, this.available.get(setOf(object) ?? ""));
  }

  /** When the last node of a pool had gone; nothing when none has. */
  goneAt(pool: string): Span {
    return this.poolGone.get(pool) ?? NO_TIME;
  }

  /** Causes before what they cause: a pod that is ready lets the next one go, whose place another one takes. */
  round(sight: Sight): Promise<void> {
    const pods = sight.pods.filter((pod) => !isOfEveryNode(pod));
    const seen = new Map(pods.map((pod) => [pod.metadata.uid, pod]));
    const waited = this.withoutNode();
    for (const times of this.pods.values()) {
      const now = seen.get(times.pod.metadata.uid);
      if (now !== undefined) this.starts(times, now);
    }
    for (const [uid, times] of this.pods) {
      const now = seen.get(uid);
      if (now?.metadata.deletionTimestamp !== undefined || now === undefined) this.leaves(times);
      if (now !== undefined) continue;
      this.ends(times);
      this.pods.delete(uid);
    }
    for (const pod of pods) if (!this.pods.has(pod.metadata.uid)) this.comes(pod);
    this.seeNodes(sight, waited);
    this.looks += 1;
    return Promise.resolve();
  }

  private starts(times: PodTimes, pod: Pod): void {
    times.pod = pod;
    if (pod.spec.nodeName === undefined) {
      times.waited ||= (pod.status.conditions ?? []).some(
        ({ type, status }) => type === "PodScheduled" && status === "False",
      );
      return;
    }
    if (times.ready !== undefined || !isDone(pod)) return;
    const node = this.nodes.get(pod.spec.nodeName);
    const placed = latest(times.created, node?.ready, times.waited ? node?.left : undefined);
    times.ready = sum(placed, podStarts(pod));
    const set = ownerOf(pod);
    keep(this.available, set, sum(times.ready, this.minReady.get(set) ?? NO_TIME));
  }

  /** A pod leaves when another one is available, or when its pool is emptied or deleted. */
  private leaves(times: PodTimes): void {
    if (times.leaves !== undefined) return;
    const set = ownerOf(times.pod);
    const pool = this.nodes.get(times.pod.spec.nodeName ?? "")?.pool ?? "";
    times.leaves = latest(this.sentAt.get(set), this.sentAt.get(pool), this.available.get(set));
    keep(this.leaving, set, times.leaves);
  }

  private ends({ pod, leaves }: PodTimes): void {
    const at = sum(leaves ?? NO_TIME, podEnds(pod));
    keep(this.gone, ownerOf(pod), at);
    const node = this.nodes.get(pod.spec.nodeName ?? "");
    if (node !== undefined) node.left = latest(node.left, at);
  }

  /** A Deployment replaces a pod that leaves at once; a StatefulSet when it has gone, as the next one has its name. */
  private comes(pod: Pod): void {
    const set = ownerOf(pod);
    const created = latest(
      this.sentAt.get(set),
      this.available.get(set),
      this.leaving.get(set),
      isOfStatefulSet(pod) ? this.gone.get(set) : undefined,
    );
    this.pods.set(pod.metadata.uid, { pod, created, waited: false });
  }

  private withoutNode(): readonly PodTimes[] {
    return [...this.pods.values()].filter(({ pod }) => pod.spec.nodeName === undefined);
  }

  private seeNodes({ nodes }: Sight, waited: readonly PodTimes[]): void {
    const waiting = [...waited, ...this.withoutNode()];
    const names = new Set(nodes.map(({ metadata }) => metadata.name));
    for (const { metadata } of nodes) {
      if (this.nodes.has(metadata.name)) continue;
      const pool = metadata.labels?.[POOL] ?? "";
      this.nodes.set(metadata.name, {
        pool,
        ready: sum(this.askedFor(pool, waiting), NODE_STARTS),
        left: NO_TIME,
      });
    }
    for (const [name, { pool, left }] of this.nodes) {
      if (names.has(name)) continue;
      keep(this.poolGone, pool, sum(latest(this.sentAt.get(pool), left), NODE_GOES));
      this.nodes.delete(name);
    }
  }

  /** A node is started for the first pod that waits; a static pool's when the pool is sent. */
  private askedFor(pool: string, waiting: readonly PodTimes[]): Span {
    const sent = this.sentAt.get(pool) ?? NO_TIME;
    if (this.staticPools.has(pool) || waiting.length === 0) return sent;
    return latest(sent, {
      minutesMin: Math.min(...waiting.map(({ created }) => created.minutesMin)),
      minutesMax: Math.min(...waiting.map(({ created }) => created.minutesMax)),
    });
  }
}
