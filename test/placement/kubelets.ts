import type { ApiServer } from "../kubernetes/api-server";
import { patch, type Metadata } from "./patch";
import type { Sight } from "./sight";

/** A node as the server gives it. */
export interface Node {
  readonly metadata: Metadata;
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
  readonly status: {
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface Probe {
  readonly periodSeconds?: number;
}

interface Container {
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
}

/** A pod as the server gives it. */
export interface Pod {
  readonly metadata: Metadata & {
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly terminationGracePeriodSeconds?: number;
    readonly containers?: readonly Container[];
    readonly volumes?: readonly { readonly persistentVolumeClaim?: object }[];
  };
  readonly status: {
    readonly phase: "Pending" | "Running" | "Succeeded" | "Failed";
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
  };
}

/** How long machines and programs take that do not exist, in milliseconds. */
export interface Delays {
  readonly nodeMs: number;
  /** Of a pod, from its node to its readiness. */
  readonly podMs: (pod: Pod) => number;
}

const podPath = ({ metadata }: Pod): string =>
  `/api/v1/namespaces/${metadata.namespace ?? ""}/pods/${metadata.name}`;

export const isTrue = (
  { status }: { readonly status: Node["status"] | Pod["status"] },
  type: string,
): boolean => (status.conditions ?? []).some((one) => one.type === type && one.status === "True");

const NOT_READY = "node.kubernetes.io/not-ready";

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** The kubelets of all nodes: they make nodes ready, start pods and end them. */
export class Kubelets {
  /** When something was seen first, by its identity. */
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly api: ApiServer,
    private readonly delays: Delays,
  ) {}

  async round({ nodes, pods }: Sight): Promise<void> {
    await Promise.all([
      ...nodes.map((node) => this.startNode(node)),
      ...pods.filter(({ spec }) => spec.nodeName !== undefined).map((pod) => this.run(pod)),
    ]);
  }

  private isOver(key: string, afterMs: number): boolean {
    const since = this.seen.get(key) ?? Date.now();
    this.seen.set(key, since);
    return Date.now() - since >= afterMs;
  }

  private async startNode(node: Node): Promise<void> {
    const { metadata, spec, status } = node;
    if (!this.isOver(metadata.uid, this.delays.nodeMs)) return;
    const path = `/api/v1/nodes/${metadata.name}`;
    if (!isTrue(node, "Ready")) {
      const times = { lastTransitionTime: now(), lastHeartbeatTime: now() };
      const ready = { type: "Ready", status: "True", reason: "KubeletReady", message: "", ...times };
      await patch(this.api, `${path}/status`, {
        status: { capacity: status.allocatable, conditions: [ready] },
      });
    }
    const taints = (spec.taints ?? []).filter(({ key }) => key !== NOT_READY);
    // With the version that was read: Karpenter takes taints off meanwhile, which would come back.
    if (taints.length !== (spec.taints ?? []).length)
      await patch(this.api, path, {
        metadata: { resourceVersion: metadata.resourceVersion },
        spec: { taints },
      });
  }

  private async run(pod: Pod): Promise<void> {
    const { metadata, status } = pod;
    if (metadata.deletionTimestamp !== undefined) {
      const body = { gracePeriodSeconds: 0 };
      await this.api(podPath(pod), { method: "DELETE", body });
      return;
    }
    if (status.phase !== "Pending" || !this.isOver(metadata.uid, this.delays.podMs(pod))) return;
    const isJob = (metadata.ownerReferences ?? []).some(({ kind }) => kind === "Job");
    const conditions = isJob
      ? []
      : ["Initialized", "ContainersReady", "Ready"].map((type) => ({
          type,
          status: "True",
          lastTransitionTime: now(),
        }));
    await patch(this.api, `${podPath(pod)}/status`, {
      status: {
        phase: isJob ? "Succeeded" : "Running",
        startTime: now(),
        conditions: [
          ...(status.conditions ?? []).filter(({ type }) => type === "PodScheduled"),
          ...conditions,
        ],
      },
    });
  }
}
