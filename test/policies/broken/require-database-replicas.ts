import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-replica-0",
  path: "inputs.replicateSourceDb",
  value: "another-primary",
  message:
    "postgres-shard-0-primary: it has 0 read replicas; allowed: 1 or more. Set postgres.replicasPerShard to 1 or more.",
  also: ["forbid-public-subnets", "require-own-references"],
};
