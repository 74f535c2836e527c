import { at, listOf } from "../../models/manifest/values";
import { openBlocks } from "../../tiers";
import { shown, textOf } from "../read";
import type { ResourceRule } from "../rule";

export const forbidOpenClusterEndpoint: ResourceRule = {
  id: "forbid-open-cluster-endpoint",
  title: "The Kubernetes API endpoint is not open to the internet",
  rationale: "With an open endpoint, a stolen credential works from anywhere.",
  remedy: "List the CIDR ranges that need access in publicAccessCidrs.",
  severity: "critical",
  source: "CIS Amazon EKS 5.4.1",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  check: ({ inputs }) => {
    const cidrs = listOf(at(inputs, "vpcConfig.publicAccessCidrs"));
    const isPublic = at(inputs, "vpcConfig.endpointPublicAccess") !== false;
    return isPublic && (cidrs.length === 0 || openBlocks(cidrs.map(textOf)).length > 0)
      ? [
          {
            wrong: `vpcConfig.publicAccessCidrs is ${shown(cidrs)}`,
            allowed: "ranges that together hold no more of the internet than a /8 (a /16 of IPv6)",
          },
        ]
      : [];
  },
};
