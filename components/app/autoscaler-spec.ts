import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** A number of pods that an autoscaler chooses by the CPU they use. */
export interface AutoscaledScale {
  readonly kind: "autoscaled";
  readonly min: number;
  readonly max: number;
  /** CPU the autoscaler aims at, in percent of the request. */
  readonly targetCpuUtilizationPercent: number;
}

/** A number of pods that stays. */
export interface FixedScale {
  readonly kind: "fixed";
  readonly replicas: number;
}

/** How many pods of a workload there are. */
export type Scale = AutoscaledScale | FixedScale;

/** Up at once, by doubling or by two pods a minute; down after five calm minutes, by a quarter or one pod a minute. */
export function autoscalerSpec(
  { min, max, targetCpuUtilizationPercent }: AutoscaledScale,
  deploymentName: pulumi.Input<string>,
): kubernetes.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deploymentName },
    minReplicas: min,
    maxReplicas: max,
    metrics: [
      {
        type: "Resource",
        resource: {
          name: "cpu",
          target: { type: "Utilization", averageUtilization: targetCpuUtilizationPercent },
        },
      },
    ],
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: "Max",
        policies: [
          { type: "Percent", value: 100, periodSeconds: 60 },
          { type: "Pods", value: 2, periodSeconds: 60 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: "Max",
        policies: [
          { type: "Percent", value: 25, periodSeconds: 60 },
          { type: "Pods", value: 1, periodSeconds: 60 },
        ],
      },
    },
  };
}
