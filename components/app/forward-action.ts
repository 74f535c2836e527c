import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

type ListenerDefaultAction = aws.types.input.lb.ListenerDefaultAction;

/** A release behind the load balancer. */
export interface Release {
  readonly targetGroupArn: pulumi.Input<string>;
  /** Share of the requests, in percent. */
  readonly trafficPercent: number;
}

/**
 * Default action of the listener: all requests to the current release, or a share of them to the next one.
 * Always the weighted form, which takes one to five target groups (Elastic Load Balancing API, ForwardActionConfig):
 * a second release comes and goes as one more entry of an updated list.
 */
export function forwardAction(
  webTargetGroupArn: pulumi.Input<string>,
  next: Release | null,
): ListenerDefaultAction {
  const nextPercent = next?.trafficPercent ?? 0;
  const releases: Release[] = [
    { targetGroupArn: webTargetGroupArn, trafficPercent: 100 - nextPercent },
    ...(next === null ? [] : [next]),
  ];
  return {
    type: "forward",
    forward: {
      targetGroups: releases.map(({ targetGroupArn, trafficPercent }) => ({
        arn: targetGroupArn,
        weight: trafficPercent,
      })),
    },
  };
}
