import type * as pulumi from "@pulumi/pulumi";

/** A release behind the load balancer. */
export interface Release {
  readonly targetGroupArn: pulumi.Input<string>;
  /** Share of the requests, in percent. */
  readonly trafficPercent: number;
}

/** Action of a listener, or of one of its rules. */
interface ForwardAction {
  readonly type: string;
  readonly forward: {
    readonly targetGroups: { readonly arn: pulumi.Input<string>; readonly weight: number }[];
  };
}

/**
 * All requests to the current release, or a share of them to the next one.
 * Always the weighted form, which takes one to five target groups (Elastic Load Balancing API, ForwardActionConfig):
 * a second release comes and goes as one more entry of an updated list. Idle groups get no requests here, and are
 * health-checked because they are named.
 */
export function forwardAction(
  webTargetGroupArn: pulumi.Input<string>,
  next: Release | null,
  idleTargetGroupArns: readonly pulumi.Input<string>[] = [],
): ForwardAction {
  const nextPercent = next?.trafficPercent ?? 0;
  const releases: Release[] = [
    { targetGroupArn: webTargetGroupArn, trafficPercent: 100 - nextPercent },
    ...(next === null ? [] : [next]),
    ...idleTargetGroupArns.map((targetGroupArn) => ({ targetGroupArn, trafficPercent: 0 })),
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
