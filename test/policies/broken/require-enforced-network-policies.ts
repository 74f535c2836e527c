import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cluster-network-policies",
  path: "inputs.data",
  value: { "enable-network-policy-controller": "false" },
  message:
    'cluster-network-policies: enable-network-policy-controller is "false"; allowed: "true". Set enable-network-policy-controller to "true" in the ConfigMap kube-system/amazon-vpc-cni.',
};
