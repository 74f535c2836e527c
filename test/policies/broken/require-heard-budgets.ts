import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "operations-budget-app",
  path: "inputs.notifications",
  value: [],
  message:
    "operations-budget-app: it does not warn of what is ACTUAL; allowed: a notification at 100 % or less. Give the budget a notification at 100 % or less to a topic that somebody hears, and the tier's limit.",
  further: [
    "operations-budget-app: it does not warn of what is FORECASTED; allowed: a notification at 100 % or less. Give the budget a notification at 100 % or less to a topic that somebody hears, and the tier's limit.",
  ],
  also: ["require-watched-settings"],
};
