import { at, listOf } from "../../models/changes";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

export const forbidOpenClusterEndpoint: ResourceRule = {
  id: "forbid-open-cluster-endpoint",
  title: "The cluster's API is not open to everybody",
  rationale: "A stolen credential would work from anywhere.",
  remedy: "Name the addresses that need it in publicAccessCidrs.",
  severity: "critical",
  source: "CIS Amazon EKS 5.4.1",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  check: ({ inputs }) => {
    const cidrs = listOf(at(inputs, "vpcConfig.publicAccessCidrs"));
    const isPublic = at(inputs, "vpcConfig.endpointPublicAccess") !== false;
    return isPublic && (cidrs.length === 0 || cidrs.includes("0.0.0.0/0"))
      ? [
          {
            wrong: `vpcConfig.publicAccessCidrs is ${shown(cidrs)}`,
            allowed: "ranges that do not hold every address",
          },
        ]
      : [];
  },
};
