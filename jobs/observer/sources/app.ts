import type { AddressesOf } from "../addresses";
import { answersOf } from "../each";
import { largest, metric, type Metric, type Source } from "../metric";
import { parsePrometheus, sumOf, valuesOf, type Sample } from "../prometheus";

/** What pods said at a time, by their addresses. */
export interface PodsSaid {
  readonly atSeconds: number;
  readonly pods: ReadonlyMap<string, readonly Sample[]>;
}

/** By how much a counter of a pod has grown; undefined for a pod that is new, has restarted or does not count it. */
function growth(
  name: string,
  before: readonly Sample[] | undefined,
  now: readonly Sample[],
): number | undefined {
  const [from, to] = [before === undefined ? undefined : sumOf(before, name), sumOf(now, name)];
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}

/**
 * By the names that prom-client gives them (https://github.com/siimon/prom-client), and two counters of the product's own
 * (docs/application.md). Counters are compared with what the same pods said before.
 */
export function appMetrics(before: PodsSaid | undefined, now: PodsSaid): Metric[] {
  const grown = (name: string): number[] =>
    [...now.pods].flatMap(([address, samples]) => growth(name, before?.pods.get(address), samples) ?? []);
  const lags = [...now.pods.values()].flatMap((samples) =>
    valuesOf(samples, "nodejs_eventloop_lag_p99_seconds"),
  );
  const lag = largest(lags);
  const seconds = now.atSeconds - (before?.atSeconds ?? now.atSeconds);
  const cpu = grown("process_cpu_seconds_total");
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const checks = total(grown("consistency_checks_total"));
  const failures = total(grown("consistency_failures_total"));
  return [
    ...metric("LoopLagP99Ms", "Milliseconds", lag === undefined ? undefined : lag * 1_000),
    // Of one core: JavaScript runs on one.
    ...metric(
      "AppCpuPercent",
      "Percent",
      cpu.length === 0 || seconds <= 0 ? undefined : (100 * total(cpu)) / cpu.length / seconds,
    ),
    ...metric(
      "ConsistencyPercent",
      "Percent",
      checks === 0 ? undefined : 100 * (1 - Math.min(failures, checks) / checks),
    ),
  ];
}

export interface AppArgs {
  /** Name that has the addresses of all web pods. */
  readonly host: string;
  readonly port: number;
  readonly addressesOf: AddressesOf;
  readonly nowSeconds: () => number;
}

/** Prometheus text of the product's web pods, which they may serve or not. */
export function appSource({ host, port, addressesOf, nowSeconds }: AppArgs): Source {
  let before: PodsSaid | undefined;
  return {
    name: "application",
    gives: ["LoopLagP99Ms", "AppCpuPercent", "ConsistencyPercent"],
    read: async (signal) => {
      const pods = await answersOf(await addressesOf(host), async (address) => {
        const response = await fetch(`http://${address}:${port}/metrics`, { signal });
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return parsePrometheus(await response.text());
      });
      const now = { atSeconds: nowSeconds(), pods };
      const metrics = appMetrics(before, now);
      before = now;
      return metrics;
    },
  };
}
