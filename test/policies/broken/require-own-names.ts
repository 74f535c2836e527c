import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "2k",
  name: "rum-monitor",
  path: "inputs.domain",
  value: "app.example.org",
  message:
    'rum-monitor: domain is "app.example.org"; allowed: a name that the stack answers to: cdn-distribution.cloudfront.net. Use what the distribution and the certificate return.',
};
