import { CLUSTER_REFUSALS, OBJECT_REFUSALS } from "./cluster";
import { CACHE_REFUSALS, DATABASE_REFUSALS } from "./database";
import { EDGE_AND_NETWORK_REFUSALS } from "./edge-and-network";
import { namespaceRefusals } from "./namespaces";
import type { Refusal } from "./refusal";

/** Everything the stand-ins refuse although the schema allows it; the first that applies is reported. */
export const REFUSALS: readonly Refusal[] = [
  ...CACHE_REFUSALS,
  ...CLUSTER_REFUSALS,
  ...DATABASE_REFUSALS,
  ...EDGE_AND_NETWORK_REFUSALS,
  ...OBJECT_REFUSALS,
  ...namespaceRefusals(),
];
