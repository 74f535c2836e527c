import { backupAccountIn } from "../../support/everything";
import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  config: backupAccountIn("us-east-1"),
  name: "account-copies-selection",
  path: "inputs.resources",
  value: [],
  message:
    "postgres-shard-0-primary: the plan of AWS Backup leaves it out; allowed: its ARN among the resources of a Selection. Name it in backupAccount, and let the program make the copies.",
  also: ["require-durable-settings"],
};
