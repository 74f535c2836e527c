import type { BurnRate, Promises, Severity, Target } from "../schema";
import type { AlarmSpec, CompositeAlarm, MetricAlarm, MetricQuery, MetricStat } from "./alarm";
import { descriptionOf } from "./runbook";

/** A target that a rate of burning measures. */
type BurnTarget = Exclude<Target, { readonly kind: "probe" }>;

const windowText = (seconds: number): string => {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  return seconds % 3_600 === 0 ? `${seconds / 3_600}h` : `${seconds / 60}m`;
};

/** Share of bad requests that the target allows. */
const budgetOf = ({ objectivePercent }: Pick<Target, "objectivePercent">): number =>
  // Rounded: 100 - 99.9 is not 0.1 to a computer.
  Number(((100 - objectivePercent) / 100).toFixed(9));

/** Requests from which a window counts: with fewer, less than so many bad ones would be an alarm. */
export const requestsMin = (badRequestsMin: number, burn: number, budget: number): number =>
  Math.ceil(Number((badRequestsMin / (burn * budget)).toFixed(6)));

interface Window<Value> {
  readonly target: BurnTarget;
  readonly burn: number;
  readonly seconds: number;
  readonly promises: Promises;
  readonly references: Readonly<Record<string, Value | string>>;
}

const NAMESPACE = "AWS/ApplicationELB";

function metric<Value>(
  { references, seconds, target }: Window<Value>,
  metricName: string,
  stat: string,
): MetricStat<Value> {
  const { loadBalancer = "", targetGroup = "" } = references;
  return {
    namespace: NAMESPACE,
    metricName,
    dimensions: {
      LoadBalancer: loadBalancer,
      ...(target.kind === "latency" ? { TargetGroup: targetGroup } : {}),
    },
    period: seconds,
    stat,
  };
}

/** What a window reads, and from where on it is too much. */
interface Judged<Value> {
  readonly metricQueries: readonly MetricQuery<Value>[];
  readonly threshold: number;
}

/** 100 - PR(:s) percent of the answers took longer than s seconds. */
function lateAnswers<Value>(
  window: Window<Value>,
  target: Extract<BurnTarget, { kind: "latency" }>,
): Judged<Value> {
  const { burn, promises } = window;
  const budget = budgetOf(target);
  const min = requestsMin(promises.badRequestsMin, burn, budget);
  const requests: MetricQuery<Value> = {
    id: "requests",
    metric: metric(window, "RequestCount", "Sum"),
    returnData: false,
  };
  if (promises.latencyBy === "percentile") {
    const percentile = `p${Number((100 - burn * budget * 100).toFixed(4))}`;
    return {
      metricQueries: [
        { id: "latency", metric: metric(window, "TargetResponseTime", percentile), returnData: false },
        requests,
        {
          id: "result",
          expression: `IF(FILL(requests, 0) < ${min}, 0, latency)`,
          label: `${percentile} of ${target.id}, in seconds`,
          returnData: true,
        },
      ],
      threshold: target.seconds,
    };
  }
  return {
    metricQueries: [
      {
        id: "intime",
        metric: metric(window, "TargetResponseTime", `PR(:${target.seconds})`),
        returnData: false,
      },
      requests,
      {
        id: "result",
        expression: `IF(FILL(requests, 0) < ${min}, 0, (100 - FILL(intime, 100)) / ${Number((budget * 100).toFixed(6))})`,
        label: `times the budget of ${target.id}`,
        returnData: true,
      },
    ],
    threshold: burn,
  };
}

/**
 * The load balancer counts a request when it has found a target for it, and an error of its own when it has not: both together are
 * all of them
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
 */
function errorAnswers<Value>(window: Window<Value>): Judged<Value> {
  const { burn, promises, target } = window;
  const budget = budgetOf(target);
  const min = requestsMin(promises.badRequestsMin, burn, budget);
  return {
    metricQueries: [
      { id: "requests", metric: metric(window, "RequestCount", "Sum"), returnData: false },
      { id: "podErrors", metric: metric(window, "HTTPCode_Target_5XX_Count", "Sum"), returnData: false },
      { id: "ownErrors", metric: metric(window, "HTTPCode_ELB_5XX_Count", "Sum"), returnData: false },
      {
        id: "all",
        expression: "FILL(requests, 0) + FILL(ownErrors, 0)",
        label: "requests",
        returnData: false,
      },
      {
        id: "result",
        expression: `IF(all < ${min}, 0, (FILL(podErrors, 0) + FILL(ownErrors, 0)) / all / ${budget})`,
        label: "times the budget of errors",
        returnData: true,
      },
    ],
    threshold: burn,
  };
}

const keyOf = ({ id }: BurnTarget, seconds: number): string => `${id}-burn-${windowText(seconds)}`;

function windowAlarm<Value>(window: Window<Value>, severity: Severity, isTold: boolean): MetricAlarm<Value> {
  const { target, burn, seconds } = window;
  const { metricQueries, threshold } =
    target.kind === "latency" ? lateAnswers(window, target) : errorAnswers(window);
  return {
    kind: "metric",
    key: keyOf(target, seconds),
    promise: target.id,
    severity: isTold ? severity : null,
    isMutedInMaintenance: isTold,
    isAtEdge: false,
    inputs: {
      alarmDescription: descriptionOf(
        severity,
        `${target.title}: not so in ${windowText(seconds)}, ${burn} times the budget of ${target.objectivePercent} %`,
        { family: "users", promise: target.id },
      ),
      metricQueries,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold,
      // Nobody asked: nobody waited.
      treatMissingData: "notBreaching",
    },
  };
}

function composite(target: BurnTarget, severity: Severity, rates: readonly BurnRate[]): CompositeAlarm[] {
  const pairs = rates.flatMap(({ longSeconds, shortSeconds, severity: own }): [string, string][] =>
    own === severity && shortSeconds !== null
      ? [[keyOf(target, longSeconds), keyOf(target, shortSeconds)]]
      : [],
  );
  if (pairs.length === 0) return [];
  return [
    {
      kind: "composite",
      key: `${target.id}-${severity}`,
      promise: target.id,
      severity,
      isMutedInMaintenance: true,
      isAtEdge: false,
      alarmDescription: descriptionOf(severity, `${target.title}: not so, in a long and in a short window`, {
        family: "users",
        promise: target.id,
      }),
      pairs,
    },
  ];
}

/** Alarms on how fast the budget of a target burns: one a window, and composites over the pairs. */
export function burnAlarms<Value>(
  target: BurnTarget,
  rates: readonly BurnRate[],
  { promises, references }: Pick<Window<Value>, "promises" | "references">,
): AlarmSpec<Value>[] {
  const windows = rates.flatMap(({ severity, burn, longSeconds, shortSeconds }) =>
    [longSeconds, shortSeconds].flatMap((seconds) =>
      seconds === null
        ? []
        : [windowAlarm({ target, burn, seconds, promises, references }, severity, shortSeconds === null)],
    ),
  );
  return [...windows, ...composite(target, "page", rates), ...composite(target, "ticket", rates)];
}
