import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-policy",
  path: "inputs.role",
  value: "example-node-ox42g0oq",
  message:
    "app-web-role: no policy belongs to it; allowed: a policy of its own. Give it the role that was made for it.",
};
