import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "postgres-shard-0-primary",
  path: "inputs.storageEncrypted",
  value: undefined,
  message:
    "postgres-shard-0-primary: storageEncrypted is not set; allowed: true. Set storageEncrypted to true; AWS cannot enable it on an existing database.",
};
