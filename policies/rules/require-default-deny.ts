import { at, listOf } from "../../models/manifest/values";
import { textOf } from "../read";
import type { StackRule } from "../rule";

export const requireDefaultDeny: StackRule = {
  id: "require-default-deny",
  title: "Every namespace denies network traffic by default",
  rationale: "A compromised pod could connect to everything.",
  remedy: "Add a NetworkPolicy with an empty podSelector and no rules to the namespace.",
  severity: "high",
  source: "CIS Kubernetes 5.3.2",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources) => {
    const policies = resources.filter(({ type }) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy");
    const denies = (namespace: string): boolean =>
      policies.some(
        ({ inputs }) =>
          at(inputs, "metadata.namespace") === namespace &&
          Object.keys(at(inputs, "spec.podSelector") ?? { any: true }).length === 0 &&
          ["Ingress", "Egress"].every((one) => listOf(at(inputs, "spec.policyTypes")).includes(one)) &&
          listOf(at(inputs, "spec.ingress")).length + listOf(at(inputs, "spec.egress")).length === 0,
      );
    return resources
      .filter(({ type }) => type === "kubernetes:core/v1:Namespace")
      .filter(({ inputs }) => !denies(textOf(at(inputs, "metadata.name"))))
      .map(({ urn }) => ({
        urn,
        wrong: "nothing denies traffic by default",
        allowed: "a NetworkPolicy over all pods without rules, for Ingress and Egress",
      }));
  },
};
