import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "valkey-main-group",
  path: "inputs.userGroupIds",
  value: [],
  message:
    "valkey-main-group: it has no user group; allowed: a user group of the stack. Give the database a password, the cache a user group whose users have passwords, and Qdrant an API key from a Secret.",
};
