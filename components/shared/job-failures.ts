import type * as kubernetes from "@pulumi/kubernetes";

type Rule = kubernetes.types.input.batch.v1.PodFailurePolicyRule;

/**
 * A pod that its node takes with it is no failed try of a job
 * (https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy).
 */
export const IGNORE_DISRUPTION: Rule = {
  action: "Ignore",
  onPodConditions: [{ type: "DisruptionTarget", status: "True" }],
};

/** Wrong settings and refusals, the exit codes 2 and 3 of every program of ours: a second try would not mend them. */
export const FAIL_ON_REFUSAL: Rule = {
  action: "FailJob",
  onExitCodes: { operator: "In", values: [2, 3] },
};
