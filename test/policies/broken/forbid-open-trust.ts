import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-role",
  path: "inputs.assumeRolePolicy",
  value:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
  message:
    "app-web-role: it trusts AWS *; allowed: the services backup.amazonaws.com, ec2.amazonaws.com, eks.amazonaws.com, lambda.amazonaws.com, pods.eks.amazonaws.com, s3.amazonaws.com. Name the service in Principal, and a condition on aws:SourceAccount for any other one.",
  also: ["require-fitting-roles"],
};
