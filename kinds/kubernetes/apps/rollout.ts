import { at, isRecord, listOf, type Values } from "../../../models/manifest/values";
import { appNodesBeside } from "../../../tiers";
import {
  podEndSeconds,
  podStartSeconds,
  sumOf,
  USUAL_SECONDS,
  type PodTimes,
  type Seconds,
} from "./usual-times";

/** Pods at rest and at most, where an autoscaler decides. */
export interface PodNumbers {
  readonly min: number;
  readonly max: number;
}

export interface Minutes {
  readonly minutesMin: number;
  readonly minutesMax: number;
}

const times = ([short, long]: Seconds, { min, max }: PodNumbers): Seconds => [short * min, long * max];

const inMinutes = ([short, long]: Seconds): Minutes => ({ minutesMin: short / 60, minutesMax: long / 60 });

/** Nodes that are started for the new pods of a Deployment: as many as a pool has for a release. */
const NODES_STARTED_MAX = appNodesBeside(true);

/** What of a Deployment decides how long its rollout takes. */
export interface DeploymentRollout {
  readonly pods: PodNumbers;
  /** Pods that it may have beside those. */
  readonly surge: number;
  readonly minReadySeconds: number;
  readonly probePeriodSeconds: number;
}

/**
 * Minutes until every pod of a Deployment is a new one: as many at a time as it may have beside the others, each ready for a while
 * before an old one goes (Kubernetes, "Deployments", rolling update). Some wait for a node, or for a place on one.
 */
export function deploymentMinutes(rollout: DeploymentRollout): Minutes {
  const { pods, surge, minReadySeconds, probePeriodSeconds } = rollout;
  const start = podStartSeconds({ probePeriodSeconds, hasVolume: false });
  const rounds = { min: Math.ceil(pods.min / surge), max: Math.ceil(pods.max / surge) };
  const nodes = { min: 0, max: Math.min(pods.max, NODES_STARTED_MAX) };
  return inMinutes(
    sumOf(
      times(sumOf(start, [minReadySeconds, minReadySeconds]), rounds),
      times(USUAL_SECONDS.nodeStarts, nodes),
      USUAL_SECONDS.placeFrees,
    ),
  );
}

/** What of a StatefulSet decides how long its rollout takes. */
export interface PeersRollout {
  /** Peers that are replaced. */
  readonly replaced: number;
  /** New ones, which come together. */
  readonly added: number;
  readonly pod: PodTimes;
}

/**
 * Minutes until every peer is a new one: new peers come together (`podManagementPolicy: Parallel`); then one after the other goes,
 * and the next of its name comes when it has gone (Kubernetes, "StatefulSets", rolling update). Each may wait for a node of its
 * own, and for a place there.
 */
export function peersMinutes({ replaced, added, pod }: PeersRollout): Minutes {
  const { nodeStarts, placeFrees } = USUAL_SECONDS;
  const start = sumOf([0, nodeStarts[1]], placeFrees, podStartSeconds(pod));
  const all = (count: number): PodNumbers => ({ min: count, max: count });
  return inMinutes(
    sumOf(times(start, all(Math.min(1, added))), times(sumOf(podEndSeconds(pod), start), all(replaced))),
  );
}

function podTimes(inputs: Values): PodTimes {
  const spec = at(inputs, "spec.template.spec");
  const containers = listOf(at(spec, "containers")).filter(isRecord);
  const most = (pick: (container: Values) => unknown): number =>
    Math.max(0, ...containers.map((container) => Number(pick(container) ?? 0)));
  return {
    probePeriodSeconds: most(
      (container) =>
        at(container, "startupProbe.periodSeconds") ?? at(container, "readinessProbe.periodSeconds"),
    ),
    preStopSeconds: most((container) => at(container, "lifecycle.preStop.sleep.seconds")),
    graceSeconds: Number(at(spec, "terminationGracePeriodSeconds") ?? 30),
    hasVolume: listOf(at(inputs, "spec.volumeClaimTemplates")).length > 0,
  };
}

/** The same of a Deployment's inputs. */
export const deploymentTakes = (_before: Values, after: Values, pods: PodNumbers): Minutes =>
  deploymentMinutes({
    pods,
    surge: Math.max(1, Number(at(after, "spec.strategy.rollingUpdate.maxSurge") ?? 1)),
    minReadySeconds: Number(at(after, "spec.minReadySeconds") ?? 0),
    probePeriodSeconds: podTimes(after).probePeriodSeconds,
  });

/** The same of a StatefulSet's inputs; without a change of its template no peer is replaced. */
export function peersTake(before: Values, after: Values): Minutes {
  const count = (inputs: Values): number => Number(at(inputs, "spec.replicas") ?? 1);
  const isRolled = JSON.stringify(at(before, "spec.template")) !== JSON.stringify(at(after, "spec.template"));
  return peersMinutes({
    replaced: isRolled ? Math.min(count(before), count(after)) : 0,
    added: Math.max(0, count(after) - count(before)),
    pod: podTimes(after),
  });
}

/** The provider's own (Pulumi, "Kubernetes", timeouts). */
const TIMEOUT_MINUTES_MIN = 10;
/** What is usual was not measured on an account: a rollout that takes twice as long is not broken. */
const ROOM = 2;

/** How long the engine waits for a rollout before it calls it failed, in whole minutes: twice the long of what is usual. */
export const rolloutTimeout = ({ minutesMax }: Minutes): string =>
  `${Math.max(TIMEOUT_MINUTES_MIN, Math.ceil(ROOM * minutesMax))}m`;
