import { z } from "zod";
import { UnpricedError } from "../../../kinds/pricing/errors";
import type { ManifestResource } from "../../manifest/manifest";

export const container = z.object({
  resources: z.object({ requests: z.object({ cpu: z.string(), memory: z.string() }) }),
});
/** Labels that rules of spread name. */
export const NODE = "kubernetes.io/hostname";
export const ZONE = "topology.kubernetes.io/zone";

export const podSpec = z.object({
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

export const metadata = z.object({ name: z.string(), namespace: z.string() });
const template = z.object({ spec: podSpec });
export const replicated = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().int().min(0).optional(),
    strategy: z.object({ rollingUpdate: z.object({ maxSurge: z.number().int() }).optional() }).optional(),
    template,
  }),
});
export const cronJob = z.object({
  metadata,
  spec: z.object({ jobTemplate: z.object({ spec: z.object({ template }) }) }),
});
/**
 * Values of the add-on metrics-server. Defaults: its own, of version v0.8.0-eksbuild.3; its rollout adds a pod, by the default of
 * Kubernetes.
 */
export const metricsServerValues = z.object({
  replicas: z.number().int().min(0).default(2),
  resources: container.shape.resources.default({ requests: { cpu: "100m", memory: "200Mi" } }),
  topologySpreadConstraints: podSpec.shape.topologySpreadConstraints,
});
export const job = z.object({ metadata, spec: z.object({ template }) });
export const autoscaler = z.object({
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
