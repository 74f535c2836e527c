import type { Span } from "../../models/time/critical-path";
import type { Pod } from "./kubelets";

const seconds = (min: number, max: number): Span => ({ minutesMin: min / 60, minutesMax: max / 60 });

/**
 * How long machines and programs take on AWS that are compressed here, the short and the long of what is usual. None of it
 * was measured on an account of ours.
 */
const USUAL = {
  /** «A minute or two» from the pod that waits to a node that is ready, as the catalogue of kinds says of a new Deployment. */
  nodeStarts: seconds(45, 150),
  /** EC2 shuts a machine down; Karpenter keeps the node until it is terminated. */
  nodeGoes: seconds(60, 180),
  /** An image is pulled, and its program begins. */
  containerStarts: seconds(10, 40),
  /** EBS detaches a volume from one node and attaches it to the next. */
  volumeMoves: seconds(20, 60),
  /** A peer reads its shards before it opens its port. */
  shardsLoad: seconds(15, 90),
  /** After its `preStop`: requests that are under way, a log that is flushed. */
  programEnds: seconds(1, 30),
} as const;

export const sum = (...spans: readonly Span[]): Span => ({
  minutesMin: spans.reduce((total, { minutesMin }) => total + minutesMin, 0),
  minutesMax: spans.reduce((total, { minutesMax }) => total + minutesMax, 0),
});

export const NODE_STARTS: Span = USUAL.nodeStarts;
export const NODE_GOES: Span = USUAL.nodeGoes;

const hasVolume = ({ spec }: Pod): boolean =>
  (spec.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);

/** From a pod's place on a node that is ready to the first answer to its probes, of which it may miss one. */
export function podStarts(pod: Pod): Span {
  const periods = (pod.spec.containers ?? []).map(
    ({ startupProbe, readinessProbe }) => (startupProbe ?? readinessProbe)?.periodSeconds ?? 0,
  );
  const period = Math.max(0, ...periods);
  return sum(
    USUAL.containerStarts,
    seconds(period, 2 * period),
    ...(hasVolume(pod) ? [USUAL.volumeMoves, USUAL.shardsLoad] : []),
  );
}

/** From the decision to end a pod to its end, at most the time that it is given. */
export function podEnds({ spec }: Pod): Span {
  const given = (spec.terminationGracePeriodSeconds ?? 30) / 60;
  const sleeps = (spec.containers ?? []).map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0);
  const sleep = Math.max(0, ...sleeps);
  const { minutesMin, minutesMax } = sum(seconds(sleep, sleep), USUAL.programEnds);
  return { minutesMin: Math.min(given, minutesMin), minutesMax: Math.min(given, minutesMax) };
}
