import { at, isNamed, listOf } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

export const requireClusterSecretsEncryption: ResourceRule = {
  id: "require-cluster-secrets-encryption",
  title: "Kubernetes secrets are encrypted with the stack's KMS key",
  rationale: "A copy of etcd would reveal them.",
  remedy: 'Add an encryptionConfig for the resource "secrets" with the key.',
  severity: "high",
  source: "CIS Amazon EKS 5.3.1",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  check: ({ inputs }) => {
    const resources = listOf(at(inputs, "encryptionConfig.resources"));
    return resources.includes("secrets") && isNamed(inputs, "encryptionConfig.provider.keyArn")
      ? []
      : [{ wrong: `encryptionConfig.resources is ${shown(resources)}`, allowed: '["secrets"] with a key' }];
  },
};
