import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "valkey-main-group",
  path: "inputs.replicasPerNodeGroup",
  value: 0,
  message:
    "valkey-main-group: replicasPerNodeGroup is 0; allowed: 1 or more. Set valkey.mainReplicasPerShard of the tier to 1 or more.",
};
