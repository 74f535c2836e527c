import type { Part } from "../part";
import { accountVcpus } from "./account-vcpus";
import { clientSlots } from "./client-slots";
import { connectionPool, heldConnectionPool } from "./connection-pool";
import { edgeRequests, loadBalancer } from "./edge";
import { egress } from "./egress";
import { eventLoop } from "./event-loop";
import { postgresCpu, splitPostgresCpu } from "./postgres-cpu";
import { postgresDisk } from "./postgres-disk";
import { postgresIops } from "./postgres-iops";
import { qdrantCpu } from "./qdrant-cpu";
import { qdrantIndex } from "./qdrant-index";
import { qdrantMemory, quantisedQdrantMemory } from "./qdrant-memory";
import { replicaLag } from "./replica-lag";
import { embeddingCache, valkeyHits, valkeyMemory } from "./valkey";
import { webPods } from "./web-pods";
import { queueAge, workerPods } from "./workers";
import { postgresWorkingSet } from "./working-set";

/** Every part, in the order of the page that explains them. */
export const PARTS: readonly Part[] = [
  connectionPool,
  heldConnectionPool,
  clientSlots,
  postgresCpu,
  splitPostgresCpu,
  postgresWorkingSet,
  postgresDisk,
  postgresIops,
  replicaLag,
  qdrantMemory,
  quantisedQdrantMemory,
  qdrantCpu,
  qdrantIndex,
  valkeyMemory,
  valkeyHits,
  embeddingCache,
  eventLoop,
  webPods,
  workerPods,
  queueAge,
  loadBalancer,
  edgeRequests,
  egress,
  accountVcpus,
];
