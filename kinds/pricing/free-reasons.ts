/** Why several types cost nothing. */
export const IAM = "AWS does not charge for IAM";
export const ON_NODES = "runs on nodes, which their node pool's line pays for";
export const IN_CONTROL_PLANE = "an object in the control plane, which the cluster's line pays for";
export const PART_OF_THE_NETWORK =
  "AWS does not charge for it; traffic is priced at the VPC and its gateways.";
export const SECURITY_GROUPS = "AWS does not charge for security groups and their rules.";
export const SETTING_OF_A_BUCKET = "A setting of a bucket; what lies in the bucket is priced there.";
