import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-nat-status",
  path: "inputs.alarmActions",
  value: [],
  message:
    "network-nat-status: alarmActions is empty; allowed: a topic. Name a topic of the stack in alarmActions, with a subscription, and let CloudWatch publish to it and use its key.",
};
