import type { CostComponent } from "../../tiers";

/** The parts of the platform as people write them. */
export const COMPONENT_TITLES: Readonly<Record<CostComponent, string>> = {
  network: "Network",
  cluster: "Cluster",
  app: "App",
  qdrant: "Qdrant",
  postgres: "Postgres",
  valkey: "Valkey",
  cdn: "CDN",
  operations: "Operations",
};
