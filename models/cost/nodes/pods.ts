import { z } from "zod";
import { ofType, type Manifest, type ManifestResource } from "../../manifest/manifest";
import { UnpricedError } from "../../../kinds/pricing/errors";
import type { PlacedPods } from "../../../tiers";
import { mebibytes, millicores } from "./amounts";

export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: string | undefined;
  readonly value?: string | undefined;
  readonly effect?: string | undefined;
}

/** Pods of one controller, all alike. */
export interface PodGroup extends PlacedPods {
  /** Replicas without an autoscaler are the same at both ends. */
  readonly replicasMax: number;
  /** CPU of its requests, in percent, at which the autoscaler adds pods; null without one. */
  readonly targetUtilizationPercent: number | null;
  /** Pods that a rollout adds. */
  readonly surge: number;
  /** Runs for minutes now and then, instead of all month. */
  readonly isJob: boolean;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
}

/**
 * Pods that are no objects of the program: the EKS add-on `metrics-server` makes two
 * (kubernetes-sigs/metrics-server, manifest of the release: 100m and 200Mi; EKS add-on: two replicas).
 */
const ADD_ON_PODS: Readonly<Record<string, PodGroup>> = {
  "metrics-server": {
    name: "kube-system/metrics-server",
    millicores: 100,
    memoryMiB: 200,
    replicasMin: 2,
    replicasMax: 2,
    targetUtilizationPercent: null,
    surge: 1,
    isJob: false,
    nodeSelector: {},
    tolerations: [],
    aloneOnNode: false,
    spread: [],
    wishesZones: false,
  },
};

const container = z.object({
  resources: z.object({ requests: z.object({ cpu: z.string(), memory: z.string() }) }),
});
const NODE = "kubernetes.io/hostname";
const ZONE = "topology.kubernetes.io/zone";

const podSpec = z.object({
  containers: z.array(container).min(1),
  initContainers: z.array(container).default([]),
  nodeSelector: z.record(z.string(), z.string()).default({}),
  tolerations: z
    .array(
      z.object({
        key: z.string().optional(),
        operator: z.string().optional(),
        value: z.string().optional(),
        effect: z.string().optional(),
      }),
    )
    .default([]),
  affinity: z
    .strictObject({
      podAntiAffinity: z.strictObject({
        requiredDuringSchedulingIgnoredDuringExecution: z.array(z.object({ topologyKey: z.literal(NODE) })),
      }),
    })
    .optional(),
  topologySpreadConstraints: z
    .array(
      z.object({
        topologyKey: z.enum([NODE, ZONE]),
        whenUnsatisfiable: z.enum(["DoNotSchedule", "ScheduleAnyway"]),
        maxSkew: z.number().int().min(1),
        minDomains: z.number().int().min(1).default(1),
      }),
    )
    .default([]),
});

const metadata = z.object({ name: z.string(), namespace: z.string() });
const template = z.object({ spec: podSpec });
const replicated = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().int().min(0).optional(),
    strategy: z.object({ rollingUpdate: z.object({ maxSurge: z.number().int() }).optional() }).optional(),
    template,
  }),
});
const cronJob = z.object({
  metadata,
  spec: z.object({ jobTemplate: z.object({ spec: z.object({ template }) }) }),
});
const job = z.object({ metadata, spec: z.object({ template }) });
const autoscaler = z.object({
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ kind: z.literal("Deployment"), name: z.string() }),
    minReplicas: z.number().int().min(1),
    maxReplicas: z.number().int().min(1),
    metrics: z.tuple([
      z.object({
        type: z.literal("Resource"),
        resource: z.object({
          name: z.literal("cpu"),
          target: z.object({ averageUtilization: z.number().positive() }),
        }),
      }),
    ]),
  }),
});

/** Inputs in the shape a formula needs. @throws UnpricedError naming the resource and the first thing that is wrong */
export function readInputs<T>(schema: z.ZodType<T>, { name, inputs }: ManifestResource): T {
  const result = schema.safeParse(inputs);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UnpricedError(
    `${name} cannot be placed on nodes: ${issue?.path.join(".") ?? "inputs"}: ${issue?.message ?? "unreadable"}.`,
  );
}

/** What a pod needs at a time: its containers together, or the largest of those that run before them. */
function requests({ containers, initContainers }: z.infer<typeof podSpec>, whose: string) {
  const of = (list: z.infer<typeof container>[]) =>
    list.map(({ resources }) => ({
      cpu: millicores(resources.requests.cpu, whose),
      memory: mebibytes(resources.requests.memory, whose),
    }));
  const main = of(containers);
  const first = of(initContainers);
  const most = (pick: (of: { cpu: number; memory: number }) => number) =>
    Math.max(
      main.reduce((sum, each) => sum + pick(each), 0),
      ...first.map(pick),
    );
  return { millicores: most(({ cpu }) => cpu), memoryMiB: most(({ memory }) => memory) };
}

function groupOf(
  resource: ManifestResource,
  { name, namespace }: z.infer<typeof metadata>,
  spec: z.infer<typeof podSpec>,
  rest: Pick<PodGroup, "replicasMin" | "replicasMax" | "targetUtilizationPercent" | "surge" | "isJob">,
): PodGroup {
  return {
    name: `${namespace}/${name}`,
    ...requests(spec, resource.name),
    ...rest,
    nodeSelector: spec.nodeSelector,
    tolerations: spec.tolerations,
    aloneOnNode: spec.affinity !== undefined,
    spread: spec.topologySpreadConstraints
      .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule")
      .map(({ topologyKey, maxSkew, minDomains }) => ({
        over: topologyKey === NODE ? ("node" as const) : ("zone" as const),
        maxSkew,
        minDomains,
      })),
    wishesZones: spec.topologySpreadConstraints.some(
      ({ topologyKey, whenUnsatisfiable }) => topologyKey === ZONE && whenUnsatisfiable === "ScheduleAnyway",
    ),
  };
}

function replicatedGroups(manifest: Manifest): PodGroup[] {
  const autoscalers = ofType(manifest, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").map((resource) =>
    readInputs(autoscaler, resource),
  );
  return ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"].flatMap((type) =>
    ofType(manifest, type).map((resource) => {
      const { metadata: own, spec } = readInputs(replicated, resource);
      const scaling = autoscalers.find(
        (each) =>
          type === "kubernetes:apps/v1:Deployment" &&
          each.metadata.namespace === own.namespace &&
          each.spec.scaleTargetRef.name === own.name,
      )?.spec;
      const replicas = spec.replicas ?? 1;
      return groupOf(resource, own, spec.template.spec, {
        replicasMin: scaling?.minReplicas ?? replicas,
        replicasMax: scaling?.maxReplicas ?? replicas,
        targetUtilizationPercent: scaling?.metrics[0].resource.target.averageUtilization ?? null,
        surge: spec.strategy?.rollingUpdate?.maxSurge ?? 0,
        isJob: false,
      });
    }),
  );
}

/**
 * Everything of a manifest that runs as a pod.
 * @throws UnpricedError for a pod without requests, or placed by a rule the model does not know
 */
export function podGroups(manifest: Manifest): PodGroup[] {
  const one = { replicasMin: 1, replicasMax: 1, targetUtilizationPercent: null, surge: 0, isJob: true };
  const jobs = [
    ...ofType(manifest, "kubernetes:batch/v1:CronJob").map((resource) => {
      const { metadata: own, spec } = readInputs(cronJob, resource);
      return groupOf(resource, own, spec.jobTemplate.spec.template.spec, one);
    }),
    ...ofType(manifest, "kubernetes:batch/v1:Job").map((resource) => {
      const { metadata: own, spec } = readInputs(job, resource);
      return groupOf(resource, own, spec.template.spec, one);
    }),
  ];
  const addOns = ofType(manifest, "aws:eks/addon:Addon").map(({ name, inputs }) => {
    const pods = ADD_ON_PODS[String(inputs["addonName"])];
    if (pods === undefined)
      throw new UnpricedError(`${name} is an EKS add-on whose pods the model does not know.`);
    return pods;
  });
  return [...replicatedGroups(manifest), ...jobs, ...addOns];
}
