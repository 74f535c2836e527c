import { kind } from "../kind";
import { SECURITY_GROUP_RULE } from "./security-group-rule";

export const vpcSecurityGroupIngressRule = kind("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
  ...SECURITY_GROUP_RULE,
  refusals: [
    {
      id: "security-group-rules-limit",
      on: ["create"],
      message:
        "RulesPerSecurityGroupLimitExceeded: CloudFront's prefix list counts as 55 rules of the 60 that a group may hold.",
      statement:
        "A prefix list counts with its weight, CloudFront's with 55: a group of 60 rules takes it for one port.",
      evidence: "read",
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html#managed-prefix-list",
    },
  ],
});
