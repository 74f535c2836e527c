/** What the capacity model knows a limit of, by the names that its reports print. */
export const CAPACITY_PARTS = [
  "connection pool",
  "client slots",
  "Postgres CPU",
  "Postgres working set",
  "Postgres disk",
  "Postgres IOPS",
  "replica lag",
  "Qdrant memory",
  "Qdrant CPU",
  "Qdrant index build",
  "Valkey memory",
  "Valkey hit ratio",
  "embedding cache",
  "Node event loop",
  "web pods",
  "worker pods",
  "queue age",
  "load balancer",
  "CDN requests",
  "NAT",
] as const;
export type CapacityPart = (typeof CAPACITY_PARTS)[number];

/**
 * Those that an alarm has to watch at every tier. The others are not there at every tier (replicas), have no metric that says
 * how full they are (Qdrant's CPU), or are quotas many times what the largest tier asks for (load balancer, CDN).
 */
export const WATCHED_PARTS = [
  "connection pool",
  "client slots",
  "Postgres CPU",
  "Postgres working set",
  "Postgres disk",
  "Postgres IOPS",
  "Qdrant memory",
  "Valkey memory",
  "Valkey hit ratio",
  "Node event loop",
  "web pods",
  "worker pods",
  "queue age",
] as const satisfies readonly CapacityPart[];
