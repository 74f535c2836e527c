import { kind } from "../kind";
import { SECURITY_GROUP_RULE } from "./security-group-rule";

export const vpcSecurityGroupEgressRule = kind(
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  SECURITY_GROUP_RULE,
);
