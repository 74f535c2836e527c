import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { SECURITY_GROUPS } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { AWSX_SCHEMA } from "../sources";

export const ec2SecurityGroup = kind("aws:ec2/securityGroup:SecurityGroup", {
  name: { input: "name", lengthMax: 255, identity: refusesSecond("vpcId", "name") },
  tags: "tags",
  price: free(SECURITY_GROUPS),
  replaces: {
    inputs: ["description", "name", "namePrefix", "vpcId"],
    verification: "bridge-schema",
    source: AWSX_SCHEMA,
  },
  changes: SAME_AT_EVERY_TIER,
  refusals: [
    {
      id: "security-group-in-use",
      on: ["delete"],
      message: "DependencyViolation: something uses the security group.",
      statement: "A group on an interface, or named by another group's rule, is not deleted.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.md",
    },
  ],
});
