import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-assets-policy",
  path: "inputs.policy",
  value: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Broken", Effect: "Allow", Action: "s3:GetObject", Resource: "x" }],
  }),
  message:
    'cdn-assets-policy: the policy allows plain HTTP; allowed: a Deny of s3:* without TLS. Add a statement that denies s3:* where "aws:SecureTransport" is "false".',
};
