const COUNTER = /^karpenter_nodeclaims_created_total\{(.*)\} (\d+)$/;

/** How many nodes Karpenter has started since it runs, by pool, from what its metrics say. */
export function startsIn(metrics: string): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (const line of metrics.split("\n")) {
    const [, labels = "", count = "0"] = COUNTER.exec(line) ?? [];
    const pool = /nodepool="([^"]*)"/.exec(labels)?.[1];
    if (pool !== undefined) starts.set(pool, (starts.get(pool) ?? 0) + Number(count));
  }
  return starts;
}
