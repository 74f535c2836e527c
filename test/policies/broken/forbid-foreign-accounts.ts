import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "operations-budget-app",
  path: "inputs.notifications.0.subscriberSnsTopicArns.0",
  value: "arn:aws:sns:us-east-1:111122223333:theirs",
  message:
    "operations-budget-app: it names arn:aws:sns:us-east-1:111122223333:theirs; allowed: account 123456789012. Name a resource of the stack's own account; a partner gets a waiver with his name.",
  also: ["require-heard-budgets", "require-own-references"],
};
