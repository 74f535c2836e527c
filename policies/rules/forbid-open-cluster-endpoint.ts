import { at, listOf } from "../../models/manifest/values";
import { isOpenRange } from "../../tiers";
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
    return isPublic && (cidrs.length === 0 || cidrs.some((range) => isOpenRange(textOf(range))))
      ? [
          {
            wrong: `vpcConfig.publicAccessCidrs is ${shown(cidrs)}`,
            allowed: "ranges of a prefix of /8 or longer (/16 for IPv6)",
          },
        ]
      : [];
  },
};
