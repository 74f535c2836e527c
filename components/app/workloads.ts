import type { TierSpec } from "../../tiers";
import type { Scale } from "./autoscaler-spec";

/** Names of the workloads; each is also the value of its pods' name label. */
export const APP_WORKLOADS = { web: "web", next: "web-next", worker: "worker" } as const;

/** One kind of pods of the product. */
export interface AppWorkload {
  readonly workload: (typeof APP_WORKLOADS)[keyof typeof APP_WORKLOADS];
  /** Whose settings it has. */
  readonly settingsOf: keyof typeof APP_WORKLOADS;
  readonly role: "web" | "worker";
  /** Target group its pods join; null for pods that nobody calls. */
  readonly targetGroup: "web" | "next" | null;
  /** Image of the product; null for the built-in placeholder. */
  readonly image: string | null;
  readonly cpuRequestMillicores: number;
  readonly memoryMiB: number;
  readonly scale: Scale;
}

/** The workloads of a tier: web always, the next release and workers where the tier has pods for them. */
export function workloadsOf(
  spec: TierSpec["app"],
  images: { readonly current: string | null; readonly next: string | null },
): AppWorkload[] {
  const { targetCpuUtilizationPercent } = spec;
  const webSize = { cpuRequestMillicores: spec.webCpuRequestMillicores, memoryMiB: spec.webMemoryMiB };
  const web: AppWorkload = {
    workload: APP_WORKLOADS.web,
    settingsOf: "web",
    role: "web",
    targetGroup: "web",
    image: images.current,
    ...webSize,
    scale: {
      kind: "autoscaled",
      min: spec.webReplicasMin,
      max: spec.webReplicasMax,
      targetCpuUtilizationPercent,
    },
  };
  // A fixed number: the weights of the listener decide how many requests it gets.
  const next: AppWorkload = {
    workload: APP_WORKLOADS.next,
    settingsOf: "next",
    role: "web",
    targetGroup: "next",
    image: images.next ?? images.current,
    ...webSize,
    scale: { kind: "fixed", replicas: spec.nextReplicas },
  };
  const worker: AppWorkload = {
    workload: APP_WORKLOADS.worker,
    settingsOf: "worker",
    role: "worker",
    targetGroup: null,
    image: images.current,
    cpuRequestMillicores: spec.workerCpuRequestMillicores,
    memoryMiB: spec.workerMemoryMiB,
    scale: {
      kind: "autoscaled",
      min: spec.workerReplicasMin,
      max: spec.workerReplicasMax,
      targetCpuUtilizationPercent,
    },
  };
  return [web, ...(spec.nextReplicas > 0 ? [next] : []), ...(spec.workerReplicasMin > 0 ? [worker] : [])];
}
