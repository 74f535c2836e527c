import { at, listOf, recordOf } from "../../models/manifest/values";
import type { Lead, Led } from "../lead";

/** Weights of the target groups of the actions of a listener or a rule, by ARN. */
const weights = (actions: unknown): (readonly [string, number])[] =>
  listOf(actions)
    .flatMap((action) => listOf(at(action, "forward.targetGroups")))
    .map(recordOf)
    .map(({ arn, weight }) => [String(arn), Number(weight ?? 1)] as const);

/** That pods are registered in a group which gets a share of the requests. */
const boundBefore = (
  actions: "defaultActions" | "actions",
  gets: (weight: number, sum: number) => boolean,
): Lead => ({
  to: "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding",
  reaches: (own: Led, other: Led) => {
    const shares = weights(own.inputs[actions]);
    const sum = shares.reduce((total, [, weight]) => total + weight, 0);
    const group = at(other.inputs, "spec.targetGroupARN");
    return shares.some(([arn, weight]) => arn === group && gets(weight, sum));
  },
  note: "A load balancer answers 503 for its share of the requests while a target group has no targets, and does not turn to the other group",
  source:
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-503-issues",
});

/**
 * A listener that leads to one group alone is there before its pods: nobody has its address before the `up` that makes it ends.
 * One that divides requests takes them from a group that answers.
 */
export const LISTENER_LEADS: readonly Lead[] = [
  boundBefore("defaultActions", (weight, sum) => weight > 0 && weight < sum),
  {
    to: "aws:acm/certificateValidation:CertificateValidation",
    reaches: ({ inputs }, other) =>
      inputs["certificateArn"] !== undefined && inputs["certificateArn"] === other.inputs["certificateArn"],
    note: "A load balancer takes no certificate that is not issued",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
  },
];
export const LISTENER_RULE_LEADS: readonly Lead[] = [boundBefore("actions", (weight) => weight > 0)];
