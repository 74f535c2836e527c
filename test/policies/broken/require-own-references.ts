import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-s3-endpoint",
  path: "inputs.vpcId",
  value: "vpc-of-somebody-else",
  message:
    'network-s3-endpoint: vpcId is "vpc-of-somebody-else"; allowed: a resource of this stack, of type aws:ec2/vpc:Vpc. Refer to the stack\'s own resource.',
};
