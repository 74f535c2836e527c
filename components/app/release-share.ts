import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "../shared/component";
import { forwardAction } from "./forward-action";

export interface ReleaseShareArgs {
  readonly listenerArn: pulumi.Output<string>;
  readonly webTargetGroupArn: pulumi.Output<string>;
  readonly nextTargetGroupArn: pulumi.Output<string>;
  /** Share of requests the next release answers, 1 to 50 percent. */
  readonly nextTrafficPercent: number;
  /** Pods of both releases, and their way into the target groups. */
  readonly ready: readonly pulumi.Resource[];
}

/** After the rules of the workflows, which are for some paths only. */
const PRIORITY = 100;

/**
 * Gives the next release its share of all requests, once its pods are registered. The listener itself always leads to the current
 * release alone: it is there before any pod, and a load balancer answers 503 for a group without targets, whatever the other
 * group of a weighted action could answer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-503-issues).
 */
export function shareRequests(
  parent: PlatformComponent,
  { listenerArn, webTargetGroupArn, nextTargetGroupArn, nextTrafficPercent, ready }: ReleaseShareArgs,
): aws.lb.ListenerRule {
  const next = { targetGroupArn: nextTargetGroupArn, trafficPercent: nextTrafficPercent };
  return new aws.lb.ListenerRule(
    parent.childName("release-share"),
    {
      listenerArn,
      priority: PRIORITY,
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [forwardAction(webTargetGroupArn, next)],
      tags: parent.tags(),
    },
    { parent, dependsOn: [...ready] },
  );
}
