import {
  podEndSeconds,
  podStartSeconds,
  USUAL_SECONDS,
  type Seconds,
} from "../../kinds/kubernetes/apps/usual-times";
import type { Span } from "../../models/time/span";
import type { Pod } from "./kubelets";

const span = ([short, long]: Seconds): Span => ({ minutesMin: short / 60, minutesMax: long / 60 });

export const NODE_STARTS: Span = span(USUAL_SECONDS.nodeStarts);
export const NODE_GOES: Span = span(USUAL_SECONDS.nodeGoes);

/** From a pod's place on a node that is ready to the first answer to its probes. */
export function podStarts({ spec }: Pod): Span {
  const periods = (spec.containers ?? []).map(
    ({ startupProbe, readinessProbe }) => (startupProbe ?? readinessProbe)?.periodSeconds ?? 0,
  );
  return span(
    podStartSeconds({
      probePeriodSeconds: Math.max(0, ...periods),
      hasVolume: (spec.volumes ?? []).some(
        ({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined,
      ),
    }),
  );
}

/** From the decision to end a pod to its end. */
export function podEnds({ spec }: Pod): Span {
  const sleeps = (spec.containers ?? []).map(({ lifecycle }) => lifecycle?.preStop?.sleep?.seconds ?? 0);
  return span(
    podEndSeconds({
      preStopSeconds: Math.max(0, ...sleeps),
      graceSeconds: spec.terminationGracePeriodSeconds ?? 30,
    }),
  );
}
