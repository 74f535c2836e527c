import type { Minute, Series } from "./series";
import type { MetricName } from "./simulate";

/** Requests of all classes in a minute, and the shares of one class that fail and that come too late. */
export interface Traffic {
  readonly requests: number;
  readonly failing?: number;
  readonly late?: number;
}

/** What is asked of a class: `web`, `content` or `social`. */
export type TrafficAt = (minute: number, group: string) => Traffic;

/** Target groups of the workflows, with their share of the requests and what is promised of them. */
const CLASSES: Readonly<Record<string, { readonly share: number; readonly seconds: number }>> = {
  web: { share: 0.8, seconds: 0.5 },
  content: { share: 0.1, seconds: 5 },
  social: { share: 0.1, seconds: 2 },
};

/** The class that a target group is for, by a word of its name. */
const classOf = (group: string): string => /\b(content|social)\b/.exec(group)?.[1] ?? "web";

/** What the load balancer reports of traffic: nothing in a minute without requests. */
export function trafficSeries(
  { metricName, dimensions }: MetricName,
  trafficAt: TrafficAt,
): Series | undefined {
  const group = dimensions["TargetGroup"];
  const own = group === undefined ? undefined : classOf(group);
  const groups = own === undefined ? Object.keys(CLASSES) : [own];
  const sumOf =
    (of: (traffic: Traffic) => number): Series =>
    (minute) => {
      const sum = groups.reduce(
        (so, each) => so + of(trafficAt(minute, each)) * (CLASSES[each]?.share ?? 0),
        0,
      );
      return sum > 0 ? [[sum, 1]] : undefined;
    };
  switch (metricName) {
    case "RequestCount":
      return sumOf(({ requests }) => requests);
    case "HTTPCode_Target_5XX_Count":
      return sumOf(({ requests, failing = 0 }) => requests * failing);
    case "TargetResponseTime":
      return (minute): Minute | undefined => {
        const { share, seconds } = CLASSES[own ?? ""] ?? { share: 0, seconds: 0 };
        const { requests, late = 0 } = trafficAt(minute, own ?? "");
        if (requests === 0) return undefined;
        return [
          [seconds / 2, requests * share * (1 - late)],
          [seconds * 2, requests * share * late],
        ];
      };
    default:
      return undefined;
  }
}
