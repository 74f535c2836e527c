import { shares, type Part } from "../part";

export const postgresDisk: Part = {
  name: "Postgres disk",
  kind: "hard",
  formula: "`postgresDisk` × limit of storage autoscaling × shards ÷ MiB a user",
  source: "RDS user guide, storage-full",
  beyond: "a full instance stops",
  coefficients: ["postgresMiBPerUser"],
  limits: ["postgresDisk"],
  users: ({ postgres }, c, limits) =>
    shares(postgres.storageGiB * 1_024, c.postgresMiBPerUser, limits.postgresDisk),
};
