import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-embeddings-jobs-policy",
  path: "inputs.policy",
  value:
    '{"Version":"2012-10-17","Statement":[{"Sid":"TlsOnly","Effect":"Deny","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
  message:
    'app-embeddings-jobs-policy: the policy allows plain HTTP; allowed: a Deny of sqs:* for everybody without TLS. Add a statement that denies everybody s3:* or sqs:* where "aws:SecureTransport" is "false".',
};
