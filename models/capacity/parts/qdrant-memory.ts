import type { Limits } from "../limits";
import { shares, type Part, type Users } from "../part";
import type { CapacitySizes } from "../sizes";

/** Users whose vectors fit when the fullest peer is full. */
function memoryUsers({ qdrant }: CapacitySizes, mibPerUser: number, limits: Limits): Users {
  const limit = qdrant.isPod ? limits.qdrantMemory : limits.qdrantMemoryOfMachine;
  return shares(qdrant.memoryMiB / qdrant.fullestPeerShare, mibPerUser, limit);
}

const common = {
  formula:
    "`qdrantMemory` × memory of a peer ÷ (share of the fullest peer × MiB a user); a machine instead of a pod: `qdrantMemoryOfMachine`",
  source: "Qdrant, capacity planning: vectors × dimensions × 4 bytes × 1.5",
  beyond: "the kernel kills the peer; search is down where its copies were",
  limits: ["qdrantMemory", "qdrantMemoryOfMachine"],
} as const;

export const qdrantMemory: Part = {
  ...common,
  name: "Qdrant memory",
  kind: "hard",
  coefficients: ["qdrantMiBPerUser"],
  users: (sizes, c, limits) => memoryUsers(sizes, c.qdrantMiBPerUser, limits),
};

/** The same with vectors in int8 in memory, and the originals on disk (0007). */
export const quantisedQdrantMemory: Part = {
  ...common,
  name: "Qdrant memory, int8",
  kind: "variant",
  variantOf: {
    part: qdrantMemory.name,
    when: "collections are quantised to int8, with a recall that suffices",
  },
  coefficients: ["qdrantInt8MiBPerUser"],
  users: (sizes, c, limits) => memoryUsers(sizes, c.qdrantInt8MiBPerUser, limits),
};
