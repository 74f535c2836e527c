import { answersOf } from "../each";
import { largest, metric, type Metric, type Source } from "../metric";
import { parsePrometheus, sumOf, type Sample } from "../prometheus";

/**
 * From what each peer that answered tells of itself
 * (https://qdrant.tech/documentation/guides/monitoring/). Memory is what the process has allocated; files that it maps may be
 * dropped by the kernel at any time and are not in it.
 * @param limitBytes of each peer
 */
export function qdrantMetrics(peers: readonly (readonly Sample[])[], limitBytes: number): Metric[] {
  const each = (name: string): number[] =>
    peers.flatMap((samples) => {
      const sum = sumOf(samples, name);
      return sum === undefined ? [] : [sum];
    });
  const memory = largest(each("memory_resident_bytes"));
  return [
    ...metric(
      "QdrantMemoryPercent",
      "Percent",
      memory === undefined ? undefined : (100 * memory) / limitBytes,
    ),
    // Every peer counts the copies of the whole cluster.
    ...metric("QdrantDeadReplicas", "Count", largest(each("collection_dead_replicas"))),
    ...metric("QdrantUpdateQueue", "Count", largest(each("collection_update_queue_length"))),
  ];
}

export interface QdrantArgs {
  /** Of each peer. */
  readonly urls: readonly string[];
  /** One that may only read. */
  readonly apiKey: string;
  readonly limitBytes: number;
}

/** `/metrics` of every peer. */
export function qdrantSource({ urls, apiKey, limitBytes }: QdrantArgs): Source {
  return {
    name: "Qdrant",
    gives: ["QdrantMemoryPercent", "QdrantDeadReplicas", "QdrantUpdateQueue"],
    read: async (signal) => {
      const answers = await answersOf(urls, async (url) => {
        const response = await fetch(`${url}/metrics`, { headers: { "api-key": apiKey }, signal });
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return parsePrometheus(await response.text());
      });
      return qdrantMetrics([...answers.values()], limitBytes);
    },
  };
}
