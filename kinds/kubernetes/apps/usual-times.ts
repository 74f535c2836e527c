/** The short and the long of it, in seconds. */
export type Seconds = readonly [short: number, long: number];

/**
 * How long machines and programs take on AWS. Each is what the source says is usual, and none was measured on an account of ours.
 */
export const USUAL_SECONDS = {
  /** From a pod that waits to a node that is ready (Karpenter: a machine within a minute; then it boots and joins). */
  nodeStarts: [45, 150],
  /** EC2 shuts a machine down; Karpenter keeps the node until it is terminated. */
  nodeGoes: [60, 180],
  /** An image is pulled, and its program begins. */
  containerStarts: [10, 40],
  /** EBS detaches a volume from one node and attaches it to the next. */
  volumeMoves: [20, 60],
  /** A peer reads its shards before it opens its port. */
  shardsLoad: [15, 90],
  /** After its `preStop`: requests that are under way, a log that is flushed. */
  programEnds: [1, 30],
  /** A place that another pod leaves: at most its grace, of which the poolers have the longest beside the peers. */
  placeFrees: [0, 75],
} as const satisfies Readonly<Record<string, Seconds>>;

/** What of a pod decides how long its start and its end take. */
export interface PodTimes {
  /** Of the probe that says first that it is ready. */
  readonly probePeriodSeconds: number;
  readonly preStopSeconds: number;
  readonly graceSeconds: number;
  /** A peer: it moves with a volume and reads shards. */
  readonly hasVolume: boolean;
}

export const sumOf = (...parts: readonly Seconds[]): Seconds => [
  parts.reduce((sum, [short]) => sum + short, 0),
  parts.reduce((sum, [, long]) => sum + long, 0),
];

/** From its place on a node that is ready to the first answer to its probes, of which it may miss one. */
export const podStartSeconds = ({
  probePeriodSeconds,
  hasVolume,
}: Pick<PodTimes, "probePeriodSeconds" | "hasVolume">): Seconds =>
  sumOf(
    USUAL_SECONDS.containerStarts,
    [probePeriodSeconds, 2 * probePeriodSeconds],
    ...(hasVolume ? [USUAL_SECONDS.volumeMoves, USUAL_SECONDS.shardsLoad] : []),
  );

/** From the decision to end a pod to its end, at most the time that it is given. */
export function podEndSeconds({
  preStopSeconds,
  graceSeconds,
}: Pick<PodTimes, "preStopSeconds" | "graceSeconds">): Seconds {
  const [short, long] = USUAL_SECONDS.programEnds;
  return [Math.min(graceSeconds, preStopSeconds + short), Math.min(graceSeconds, preStopSeconds + long)];
}
