import type * as aws from "@pulumi/aws";
import { PORTS } from "../shared/references";
import { DEREGISTRATION_DELAY_SECONDS, HEALTH_CHECK, HEALTH_PATHS } from "./traffic";

/**
 * A target group of pods. Name, port, protocol and target type replace the group, so none of them depends on the tier.
 * The health check asks only whether the pod is alive: were it to ask the databases, a moment without one would empty
 * the group.
 */
export const TARGET_GROUP: aws.lb.TargetGroupArgs = {
  targetType: "ip",
  port: PORTS.web,
  protocol: "HTTP",
  protocolVersion: "HTTP1",
  deregistrationDelay: DEREGISTRATION_DELAY_SECONDS,
  loadBalancingAlgorithmType: "least_outstanding_requests",
  healthCheck: {
    path: HEALTH_PATHS.alive,
    port: "traffic-port",
    protocol: "HTTP",
    matcher: "200",
    interval: HEALTH_CHECK.intervalSeconds,
    timeout: HEALTH_CHECK.intervalSeconds - 1,
    healthyThreshold: HEALTH_CHECK.healthyCount,
    unhealthyThreshold: HEALTH_CHECK.unhealthyCount,
  },
};
