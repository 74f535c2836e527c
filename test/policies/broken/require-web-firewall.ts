import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-distribution",
  path: "inputs.webAclId",
  value: undefined,
  message: "cdn-distribution: webAclId is not set; allowed: a value. Set webAclId to a web ACL.",
};
