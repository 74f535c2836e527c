import type { z } from "zod";
import { ofType, type Manifest, type ManifestResource } from "../../manifest/manifest";
import { textOr } from "../../manifest/values";
import { UnpricedError } from "../../../kinds/pricing/errors";
import type { PlacedPods } from "../../../tiers";
import { mebibytes, millicores } from "./amounts";
import { arrivals } from "./arrival";
import {
  autoscaler,
  cronJob,
  job,
  metricsServerValues,
  NODE,
  type podSpec,
  readInputs,
  replicated,
  ZONE,
  type container,
  type metadata,
} from "./pod-inputs";

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
  /** In which turn it comes when a stack is built from nothing. */
  readonly arrival: number;
  /** Runs for minutes now and then, instead of all month. */
  readonly isJob: boolean;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
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
  rest: Pick<
    PodGroup,
    "replicasMin" | "replicasMax" | "targetUtilizationPercent" | "surge" | "arrival" | "isJob"
  >,
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

function replicatedGroups(manifest: Manifest, arrivalOf: (urn: string) => number): PodGroup[] {
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
        arrival: arrivalOf(resource.urn),
        isJob: false,
      });
    }),
  );
}

/** Pods that are no objects of the program: an EKS add-on makes them by its values. */
function addOnGroup(resource: ManifestResource, arrival: number): PodGroup {
  const { name, inputs } = resource;
  if (inputs["addonName"] !== "metrics-server")
    throw new UnpricedError(`${name} is an EKS add-on whose pods the model does not know.`);
  const given = JSON.parse(textOr(inputs["configurationValues"], "{}")) as ManifestResource["inputs"];
  const { replicas, resources, topologySpreadConstraints } = readInputs(metricsServerValues, {
    ...resource,
    inputs: given,
  });
  const spec = {
    containers: [{ resources }],
    initContainers: [],
    nodeSelector: {},
    tolerations: [],
    topologySpreadConstraints,
  };
  return groupOf(resource, { name: "metrics-server", namespace: "kube-system" }, spec, {
    replicasMin: replicas,
    replicasMax: replicas,
    targetUtilizationPercent: null,
    surge: 1,
    arrival,
    isJob: false,
  });
}

const KNOWN = new WeakMap<Manifest, readonly PodGroup[]>();

/**
 * Everything of a manifest that runs as a pod, read once for all who ask.
 * @throws UnpricedError for a pod without requests, or placed by a rule the model does not know
 */
export function podGroups(manifest: Manifest): readonly PodGroup[] {
  const known = KNOWN.get(manifest) ?? readGroups(manifest);
  KNOWN.set(manifest, known);
  return known;
}

/**
 * Pods of which every node that takes them has one.
 * @throws UnpricedError for a pod without requests, or placed by a rule the model does not know
 */
export function daemonGroups(manifest: Manifest): readonly PodGroup[] {
  return ofType(manifest, "kubernetes:apps/v1:DaemonSet").map((resource) => {
    const { metadata: own, spec } = readInputs(job, resource);
    return groupOf(resource, own, spec.template.spec, {
      replicasMin: 1,
      replicasMax: 1,
      targetUtilizationPercent: null,
      surge: 0,
      arrival: 0,
      isJob: false,
    });
  });
}

function readGroups(manifest: Manifest): PodGroup[] {
  const arrivalOf = arrivals(manifest);
  const one = ({ urn }: ManifestResource) => ({
    replicasMin: 1,
    replicasMax: 1,
    targetUtilizationPercent: null,
    surge: 0,
    arrival: arrivalOf(urn),
    isJob: true,
  });
  const jobs = [
    ...ofType(manifest, "kubernetes:batch/v1:CronJob").map((resource) => {
      const { metadata: own, spec } = readInputs(cronJob, resource);
      return groupOf(resource, own, spec.jobTemplate.spec.template.spec, one(resource));
    }),
    ...ofType(manifest, "kubernetes:batch/v1:Job").map((resource) => {
      const { metadata: own, spec } = readInputs(job, resource);
      return groupOf(resource, own, spec.template.spec, one(resource));
    }),
  ];
  const addOns = ofType(manifest, "aws:eks/addon:Addon").map((resource) =>
    addOnGroup(resource, arrivalOf(resource.urn)),
  );
  return [...replicatedGroups(manifest, arrivalOf), ...jobs, ...addOns];
}
