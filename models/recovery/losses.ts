/** What can be lost, from the smallest to the largest. */
export const LOSSES = [
  "row",
  "migration",
  "database",
  "qdrant-peer",
  "qdrant-collection",
  "cache",
  "node",
  "zone",
  "cluster",
  "state",
  "region",
  "region-pilot",
  "credentials",
] as const;
export type Loss = (typeof LOSSES)[number];

export const LOSS_TITLES: Readonly<Record<Loss, string>> = {
  row: "A row deleted by mistake",
  migration: "A bad migration",
  database: "One database",
  "qdrant-peer": "One Qdrant peer",
  "qdrant-collection": "A Qdrant collection",
  cache: "The cache",
  node: "A node",
  zone: "A zone",
  cluster: "The cluster",
  state: "The stack's state",
  region: "The region",
  "region-pilot": "The region, with a pilot",
  credentials: "The account's credentials",
};
