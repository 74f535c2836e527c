import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-assets-public-access-block",
  path: "inputs.blockPublicPolicy",
  value: false,
  message:
    "cdn-assets-public-access-block: blockPublicPolicy is false; allowed: true. Set all four settings of the public access block to true.",
  also: ["forbid-internet-answers"],
};
