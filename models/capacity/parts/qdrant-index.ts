import { shares, type Part } from "../part";

const SECONDS_PER_DAY = 86_400;

export const qdrantIndex: Part = {
  name: "Qdrant index build",
  kind: "soft",
  formula: "`qdrantIndexShare` × cores of all peers ÷ (points a second × copies × ms a point)",
  source: "Qdrant, optimizer: segments are indexed beside the queries",
  beyond: "new points are searched without an index: slower",
  coefficients: ["embeddingsPerUserDay", "peakFactor", "qdrantMsPerPoint"],
  limits: ["qdrantIndexShare"],
  users: ({ qdrant: { peers, copies } }, c, limits) =>
    shares(
      peers.machines * peers.servers * peers.speed,
      ((c.embeddingsPerUserDay * c.peakFactor) / SECONDS_PER_DAY) * copies * (c.qdrantMsPerPoint / 1_000),
      limits.qdrantIndexShare,
    ),
};
