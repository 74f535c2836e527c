import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-nat-status",
  path: "type",
  value: "aws:lambda/functionUrl:FunctionUrl",
  message:
    "network-nat-status: nothing is known of the type aws:lambda/functionUrl:FunctionUrl; allowed: types of docs/kinds.md. Describe it: npm run new -- kind <type>, then look at the rules of policies/ that should judge it.",
  also: ["require-cost-within-budget", "forbid-internet-answers", "require-promise-alarms"],
};
