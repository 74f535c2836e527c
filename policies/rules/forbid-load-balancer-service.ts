import { at, listOf } from "../../models/manifest/values";
import { inputIs, shown } from "../read";
import type { ResourceRule } from "../rule";

const SERVICE = "kubernetes:core/v1:Service";

/** Kinds of which a controller makes a load balancer or a way in. */
const MAKERS = [
  "kubernetes:networking.k8s.io/v1:Ingress",
  "kubernetes:extensions/v1beta1:Ingress",
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
];

export const forbidLoadBalancerService: ResourceRule = {
  id: "forbid-load-balancer-service",
  title: "No Kubernetes object makes a load balancer or opens a port of the nodes",
  rationale:
    "Kubernetes would create a public load balancer that neither the Pulumi state nor the cost model knows about.",
  remedy: "Use a Service of type ClusterIP and a TargetGroupBinding.",
  severity: "critical",
  source: "docs/architecture.md: nothing but CloudFront is public",
  whenUnknown: "refuse",
  scope: "resource",
  types: [SERVICE, ...MAKERS],
  check: (resource) => {
    if (resource.type !== SERVICE)
      return [
        { wrong: `it is a ${resource.type.split(":").at(-1) ?? ""}`, allowed: "Services of type ClusterIP" },
      ];
    const addresses = listOf(at(resource.inputs, "spec.externalIPs"));
    return [
      ...inputIs("spec.type", "ClusterIP", undefined)(resource),
      ...(addresses.length === 0
        ? []
        : [{ wrong: `spec.externalIPs is ${shown(addresses)}`, allowed: "none" }]),
    ];
  },
};
