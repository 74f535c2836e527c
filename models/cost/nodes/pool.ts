import { z } from "zod";
import { instanceShape } from "../../../tiers";
import { ofType, type Manifest, type ManifestResource } from "../../manifest/manifest";
import { UnpricedError } from "../../../kinds/pricing/errors";
import { hoursOf, mebibytes, millicores } from "./amounts";
import { readInputs } from "./pod-inputs";
import { daemonGroups, type PodGroup } from "./pods";

export const NODE_POOL_TYPE = "kubernetes:karpenter.sh/v1:NodePool";
const NODE_CLASS_TYPE = "kubernetes:eks.amazonaws.com/v1:NodeClass";

/** A pool of nodes of one instance type. */
export interface NodePool {
  readonly resource: ManifestResource;
  readonly instanceType: string;
  readonly zones: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
  /** Nodes of a pool of static capacity; null where the pods decide. */
  readonly nodeCount: number | null;
  /** Nodes at which the pool stops. */
  readonly nodeLimit: number;
  /** Nodes whose pods find a place on others are taken away, and not only empty ones. */
  readonly consolidates: boolean;
  /** Hours after which a node is replaced at the latest. */
  readonly nodeLifeHours: number;
  readonly dataVolumeGiB: number;
  /** Pods that each of its nodes has one of, before all others. */
  readonly daemons: readonly PodGroup[];
}

const poolInputs = z.object({
  spec: z.object({
    replicas: z.number().int().min(0).optional(),
    limits: z.union([
      z.strictObject({ nodes: z.number().int().min(0) }),
      z.strictObject({ cpu: z.string(), memory: z.string() }),
    ]),
    disruption: z
      .object({ consolidationPolicy: z.string().default("WhenEmptyOrUnderutilized") })
      .default({ consolidationPolicy: "WhenEmptyOrUnderutilized" }),
    template: z.object({
      metadata: z.object({ labels: z.record(z.string(), z.string()) }),
      spec: z.object({
        nodeClassRef: z.object({ name: z.string() }),
        expireAfter: z.string(),
        requirements: z.array(
          z.object({ key: z.string(), operator: z.literal("In"), values: z.array(z.string()).min(1) }),
        ),
        taints: z.array(z.object({ key: z.string(), value: z.string(), effect: z.string() })).default([]),
      }),
    }),
  }),
});
const classInputs = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({ ephemeralStorage: z.object({ size: z.string() }) }),
});

function dataVolumeGiB(manifest: Manifest, className: string, whose: string): number {
  for (const resource of ofType(manifest, NODE_CLASS_TYPE)) {
    const { metadata, spec } = readInputs(classInputs, resource);
    if (metadata.name === className) return mebibytes(spec.ephemeralStorage.size, resource.name) / 1024;
  }
  throw new UnpricedError(`${whose} names the NodeClass ${className}, which is not in the manifest.`);
}

/** @throws UnpricedError for a pool that is not pinned to one instance type, or whose fields cannot be read */
export function nodePoolOf(resource: ManifestResource, manifest: Manifest): NodePool {
  const { name } = resource;
  const { spec } = readInputs(poolInputs, resource);
  const { template } = spec;
  const { labels } = template.metadata;
  const { taints } = template.spec;
  const values = (key: string) =>
    template.spec.requirements.find((requirement) => requirement.key === key)?.values ?? [];
  const [instanceType, second] = values("node.kubernetes.io/instance-type");
  if (instanceType === undefined || second !== undefined)
    throw new UnpricedError(`${name} is not pinned to one instance type, so its nodes have no one price.`);
  const zones = values("topology.kubernetes.io/zone");
  if (zones.length === 0) throw new UnpricedError(`${name} names no zones.`);
  const shape = instanceShape(instanceType);
  if (shape === undefined)
    throw new UnpricedError(`${name} runs on ${instanceType}, an instance type of unknown shape.`);
  return {
    resource,
    instanceType,
    zones,
    labels,
    taints,
    nodeCount: spec.replicas ?? null,
    nodeLimit:
      "nodes" in spec.limits
        ? spec.limits.nodes
        : Math.floor(
            Math.min(
              millicores(spec.limits.cpu, name) / 1000 / shape.vcpu,
              mebibytes(spec.limits.memory, name) / 1024 / shape.memoryGiB,
            ),
          ),
    consolidates: spec.disruption.consolidationPolicy === "WhenEmptyOrUnderutilized",
    nodeLifeHours: hoursOf(template.spec.expireAfter, name),
    dataVolumeGiB: dataVolumeGiB(manifest, template.spec.nodeClassRef.name, name),
    daemons: daemonGroups(manifest).filter((group) => mayRunOn(group, { labels, taints })),
  };
}

const KNOWN = new WeakMap<Manifest, readonly NodePool[]>();

/** Every pool of a manifest, read once for all who ask. @throws UnpricedError as `nodePoolOf` */
export function nodePools(manifest: Manifest): readonly NodePool[] {
  const known =
    KNOWN.get(manifest) ?? ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));
  KNOWN.set(manifest, known);
  return known;
}

/** Whether the scheduler may put a pod on the nodes of a pool: its selector and the pool's taints. */
export function mayRunOn(group: PodGroup, { labels, taints }: Pick<NodePool, "labels" | "taints">): boolean {
  const isSelected = Object.entries(group.nodeSelector).every(([key, value]) => labels[key] === value);
  const isTolerated = taints.every((taint) =>
    group.tolerations.some(
      ({ key, operator = "Equal", value = "", effect }) =>
        (key === undefined || key === taint.key) &&
        (operator === "Exists" || value === taint.value) &&
        (effect === undefined || effect === taint.effect),
    ),
  );
  return isSelected && isTolerated;
}
