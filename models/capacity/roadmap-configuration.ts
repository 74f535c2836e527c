import type { CapacitySizes } from "./sizes";

const MIB = 2 ** 20;

/**
 * The roadmap's platform at 100 users, as far as its bottlenecks say: 20 connections, Qdrant with 8 GB, Redis with as
 * much as the smallest node, one thread of Node. The rest is left so large that it limits nobody.
 */
export const ROADMAP_CONFIGURATION: CapacitySizes = {
  pool: { groups: 1, connectionsPerGroup: 20 },
  clientSlots: 1e9,
  postgres: {
    primaries: { machines: 1e6, servers: 1, speed: 1 },
    replicas: null,
    memoryGiB: 1e9,
    storageGiB: 1e9,
    iops: 1e9,
  },
  qdrant: {
    peers: { machines: 1e6, servers: 1, speed: 1 },
    memoryMiB: 8e9 / MIB,
    copies: 1,
    fullestPeerShare: 1,
    isPod: false,
  },
  valkey: { mainMiB: 512, mainHoldsEmbeddings: false, embeddingsMiB: null },
  web: { pods: 1, coresPerPod: 1 },
  workers: { pods: 0 },
  egress: { paths: 1e6, bytesPerSecond: 1e15 },
  account: { appVcpus: 0, otherVcpus: 0 },
};
