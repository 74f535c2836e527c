import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-policy",
  path: "inputs.policy",
  value: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Broken", Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
  }),
  message:
    "app-web-policy: statement Broken allows s3:GetObject on *; allowed: named resources, or a condition on the tags of what is made. Name the resources, and add the condition.",
};
