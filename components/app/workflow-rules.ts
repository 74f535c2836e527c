import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "../shared/component";
import { forwardAction, type Release } from "./forward-action";

/** Classes of requests with a promise of their own; all others are the dashboard's. */
export const WORKFLOWS = ["content", "social"] as const;
export type Workflow = (typeof WORKFLOWS)[number];

/** Paths of each class, with `*` and `?` as a load balancer knows them. */
export type WorkflowPaths = Readonly<Record<Workflow, readonly string[]>>;

export interface WorkflowRulesArgs {
  readonly listenerArn: pulumi.Output<string>;
  readonly paths: WorkflowPaths;
  readonly targetGroupArns: Readonly<Record<Workflow, pulumi.Output<string>>>;
  /** The next release, where it gets a share of the requests. */
  readonly next: Release | null;
  /** Pods of all releases, and their way into the target groups. */
  readonly ready: readonly pulumi.Resource[];
}

/** Before the rule that shares out all requests, which would hide them. */
const FIRST_PRIORITY = 10;

/**
 * Leads each class of requests to the same pods by a target group of its own: a load balancer has no metrics by path, but it
 * has them by target group
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html: a target may be in
 * several groups).
 */
export function createWorkflowRules(
  parent: PlatformComponent,
  { listenerArn, paths, targetGroupArns, next, ready }: WorkflowRulesArgs,
): aws.lb.ListenerRule[] {
  return WORKFLOWS.map(
    (workflow, index) =>
      new aws.lb.ListenerRule(
        parent.childName(`${workflow}-rule`),
        {
          listenerArn,
          priority: FIRST_PRIORITY + index,
          conditions: [{ pathPattern: { values: [...paths[workflow]] } }],
          actions: [forwardAction(targetGroupArns[workflow], next)],
          tags: parent.tags(),
        },
        { parent, dependsOn: [...ready] },
      ),
  );
}
