import { at } from "../../models/manifest/values";
import { shown } from "../read";
import type { StackRule } from "../rule";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const CONFIG_MAPS = ["kubernetes:core/v1:ConfigMapPatch", "kubernetes:core/v1:ConfigMap"];
const SETTING = "enable-network-policy-controller";

export const requireEnforcedNetworkPolicies: StackRule = {
  id: "require-enforced-network-policies",
  title: "The cluster enforces its network policies",
  rationale: "Without its controller EKS Auto Mode accepts every NetworkPolicy and enforces none.",
  remedy: `Set ${SETTING} to "true" in the ConfigMap kube-system/amazon-vpc-cni.`,
  severity: "critical",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources) => {
    const policy = resources.find(({ type }) => type === POLICY);
    if (policy === undefined) return [];
    const setting = resources.find(
      ({ type, inputs }) =>
        CONFIG_MAPS.includes(type) &&
        at(inputs, "metadata.namespace") === "kube-system" &&
        at(inputs, "metadata.name") === "amazon-vpc-cni",
    );
    const value = (at(setting?.inputs, "data") as Readonly<Record<string, unknown>> | undefined)?.[SETTING];
    return value === "true"
      ? []
      : [{ urn: (setting ?? policy).urn, wrong: `${SETTING} is ${shown(value)}`, allowed: '"true"' }];
  },
};
