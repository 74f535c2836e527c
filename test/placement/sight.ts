import type { ApiServer } from "../kubernetes/api-server";
import { isTrue, type Node, type Pod } from "./kubelets";
import { list, type Metadata } from "./patch";

/** A node that Karpenter has asked for, as the server gives it. */
export interface Claim {
  readonly metadata: Metadata;
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

export const POOL = "karpenter.sh/nodepool";

/** Without Karpenter's `DisruptionReason`, and not deleted: what counts against a pool's limit. */
export const stays = ({ metadata, status }: Claim): boolean =>
  metadata.deletionTimestamp === undefined &&
  !(status?.conditions ?? []).some(
    ({ type, status: value }) => type === "DisruptionReason" && value === "True",
  );

/** Namespace and name of what made a pod. */
export const ownerOf = ({ metadata }: Pod): string => {
  const owner = metadata.ownerReferences?.[0]?.name ?? metadata.name;
  return `${metadata.namespace ?? ""}/${owner.replace(/-[0-9a-f]{8,10}$/, "")}`;
};

export const isOfStatefulSet = ({ metadata }: Pod): boolean =>
  (metadata.ownerReferences ?? []).some(({ kind }) => kind === "StatefulSet");

/** Pods, nodes and claims of a cluster, looked at once for everybody who wants to know. */
export class Sight {
  pods: readonly Pod[] = [];
  nodes: readonly Node[] = [];
  claims: readonly Claim[] = [];
  /** How often it has looked. */
  looks = 0;

  constructor(private readonly api: ApiServer) {}

  /** A claim is there before its node: asked for last, none is missing of a node that was seen. */
  async look(): Promise<void> {
    this.pods = await list<Pod>(this.api, "/api/v1/pods");
    this.nodes = await list<Node>(this.api, "/api/v1/nodes");
    this.claims = await list<Claim>(this.api, "/apis/karpenter.sh/v1/nodeclaims");
    this.looks += 1;
  }

  /**
   * How many pods, nodes and claims come, wait or go.
   * @param isLeftOut pods that may wait, by what made them
   */
  unsettled(isLeftOut: (pod: string) => boolean = () => false): number {
    const leaving = [...this.pods, ...this.nodes, ...this.claims].filter(
      ({ metadata }) => metadata.deletionTimestamp !== undefined,
    );
    return (
      this.nodes.filter((node) => !isTrue(node, "Ready")).length +
      Math.abs(this.claims.length - this.nodes.length) +
      leaving.length +
      this.pods.filter((pod) => pod.status.phase === "Pending" && !isLeftOut(ownerOf(pod))).length
    );
  }

  /** Pods without a place, each with the scheduler's reason. */
  get pending(): readonly string[] {
    return this.pods
      .filter(({ status }) => status.phase === "Pending")
      .map((pod) => {
        const why = (pod.status.conditions ?? []).find(({ type }) => type === "PodScheduled")?.message ?? "";
        return `${ownerOf(pod)}: ${why}`;
      });
  }

  /** Another one when anything has changed. */
  get versions(): string {
    return [...this.pods, ...this.nodes, ...this.claims]
      .map(({ metadata: { uid, resourceVersion } }) => `${uid} ${resourceVersion}`)
      .join();
  }
}
