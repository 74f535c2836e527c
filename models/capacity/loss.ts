import type { TierSpec } from "../../tiers";
import { sizesOf, type CapacitySizes, type Machines } from "./sizes";

/** What may be missing: a web pod, a node of the app, a peer of Qdrant with its node, a zone. */
export const LOSSES = ["pod", "node", "peer", "zone"] as const;
export type Loss = (typeof LOSSES)[number];

const shareOf = (all: number, places: number): number => Math.ceil(all / Math.max(1, places));

const fewer = (machines: Machines, lost: number): Machines => ({
  ...machines,
  machines: Math.max(0, machines.machines - lost),
});

/** Web and pooler pods, and peers of Qdrant, that go together. */
interface Lost {
  readonly web: number;
  readonly workers: number;
  readonly poolers: number;
  readonly peers: number;
}

/** The most that stands on one place of so many, spread as evenly as the scheduler is asked to. */
function lostOn(places: number, { app, postgres, qdrant }: TierSpec, takesPeers: boolean): Lost {
  return {
    web: shareOf(app.webReplicasMax, places),
    workers: shareOf(app.workerReplicasMax, places),
    poolers: shareOf(postgres.poolerReplicas, places),
    peers: takesPeers ? shareOf(qdrant.peerCount, places) : 0,
  };
}

function lostBy(loss: Loss, tier: TierSpec): Lost {
  const { cluster, network, qdrant } = tier;
  const nothing: Lost = { web: 0, workers: 0, poolers: 0, peers: 0 };
  switch (loss) {
    case "pod":
      return { ...nothing, web: 1 };
    case "peer":
      return { ...nothing, peers: 1 };
    case "node":
      return lostOn(cluster.appNodeCountMax, tier, qdrant.placement === "shared");
    case "zone":
      return lostOn(network.zoneCount, tier, true);
  }
}

/**
 * What is left of a tier while something is missing and nothing has come in its place. A primary with a standby goes
 * on there, and a cache with replicas on one of them; without, it is gone with its zone.
 */
export function sizesWithout(tier: TierSpec, loss: Loss): CapacitySizes {
  const sizes = sizesOf(tier);
  const { web, workers, poolers, peers } = lostBy(loss, tier);
  const isZone = loss === "zone";
  const primariesLeft = isZone && !tier.postgres.multiAz ? 0 : 1;
  const cachesLeft = isZone && !tier.valkey.multiAz ? 0 : 1;
  const poolersLeft = tier.postgres.poolerReplicas - poolers;
  const { postgres, qdrant, valkey, egress } = sizes;
  const replicasLost = isZone ? shareOf(postgres.replicas?.machines ?? 0, tier.network.zoneCount) : 0;
  return {
    ...sizes,
    pool: { ...sizes.pool, groups: poolersLeft * tier.postgres.shardCount * primariesLeft },
    clientSlots: (sizes.clientSlots / tier.postgres.poolerReplicas) * poolersLeft,
    postgres: {
      primaries: { ...postgres.primaries, machines: postgres.primaries.machines * primariesLeft },
      replicas: postgres.replicas === null ? null : fewer(postgres.replicas, replicasLost),
      memoryGiB: postgres.memoryGiB * primariesLeft,
      storageGiB: postgres.storageGiB * primariesLeft,
      iops: postgres.iops * primariesLeft,
    },
    qdrant: {
      ...qdrant,
      peers: fewer(qdrant.peers, peers),
      // Qdrant moves no copies by itself: the peers that are left hold what they held.
      memoryMiB: peers >= tier.qdrant.peerCount ? 0 : qdrant.memoryMiB,
    },
    valkey: {
      ...valkey,
      mainMiB: valkey.mainMiB * cachesLeft,
      embeddingsMiB: valkey.embeddingsMiB === null ? null : valkey.embeddingsMiB * cachesLeft,
    },
    web: { ...sizes.web, pods: Math.max(0, sizes.web.pods - web) },
    workers: { pods: Math.max(0, sizes.workers.pods - workers) },
    egress:
      isZone && tier.network.egress === "natGatewayPerZone"
        ? {
            paths: egress.paths - 1,
            bytesPerSecond: (egress.bytesPerSecond / egress.paths) * (egress.paths - 1),
          }
        : egress,
  };
}
