import { kind } from "../kind";
import { SECURITY_GROUP_RULE } from "./security-group-rule";

export const vpcSecurityGroupIngressRule = kind(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  SECURITY_GROUP_RULE,
);
