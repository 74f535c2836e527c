import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "qdrant-rebalance-cron-job",
  path: "inputs.spec.jobTemplate.spec.template.spec.containers.0.env.2.value",
  value: "1",
  message:
    'qdrant-rebalance-cron-job: REPLICATION_FACTOR is "1"; allowed: 2 or more. Set qdrant.replicationFactor to 2 or more.',
};
