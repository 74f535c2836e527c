import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "operations-alerts-policy",
  path: "inputs.policy",
  value:
    '{"Version":"2012-10-17","Statement":[{"Sid":"ServicesPublishForThisAccount","Effect":"Allow","Principal":{"Service":["budgets.amazonaws.com","cloudwatch.amazonaws.com","costalerts.amazonaws.com"]},"Action":"sns:Publish","Resource":"*","Condition":{"StringLike":{"aws:SourceAccount":"*"}}}]}',
  message:
    "operations-alerts-policy: statement ServicesPublishForThisAccount lets in Service budgets.amazonaws.com; allowed: named roles, the account, or services under a condition on whose behalf they act. Name roles in Principal; give a statement about a service a condition on aws:SourceAccount or aws:SourceArn.",
  further: [
    "operations-alerts-policy: statement ServicesPublishForThisAccount lets in Service cloudwatch.amazonaws.com; allowed: named roles, the account, or services under a condition on whose behalf they act. Name roles in Principal; give a statement about a service a condition on aws:SourceAccount or aws:SourceArn.",
    "operations-alerts-policy: statement ServicesPublishForThisAccount lets in Service costalerts.amazonaws.com; allowed: named roles, the account, or services under a condition on whose behalf they act. Name roles in Principal; give a statement about a service a condition on aws:SourceAccount or aws:SourceArn.",
  ],
};
