import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "20k",
  name: "postgres-shard-0-copies",
  path: "inputs.region",
  value: "us-east-1",
  message:
    "postgres-shard-0-primary: its backups lie in one region; allowed: an InstanceAutomatedBackupsReplication in another one. Copy it to disasterRecoveryRegion.",
  also: ["require-own-key"],
};
