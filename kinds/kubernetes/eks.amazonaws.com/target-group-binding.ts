import { SAME_AT_EVERY_TIER } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";
import { BINDING_LEADS } from "../leads";

export const targetGroupBinding = kind("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  leads: BINDING_LEADS,
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
  changes: SAME_AT_EVERY_TIER,
  refusals: [
    {
      id: "target-group-without-cluster-tag",
      on: ["create"],
      message:
        "AccessDenied: RegisterTargets is allowed on target groups tagged eks:eks-cluster-name with the cluster's name only.",
      statement:
        "The controller's policy allows RegisterTargets on target groups with the cluster's tag only.",
      evidence: "read",
      source:
        "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSLoadBalancingPolicy.html",
    },
  ],
});
