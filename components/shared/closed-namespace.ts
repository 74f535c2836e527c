import * as kubernetes from "@pulumi/kubernetes";
import type { NetworkPolicySpec } from "./network-policy-parts";
import type { ClusterComponent } from "./cluster-component";

type Namespace = kubernetes.core.v1.Namespace;
type NetworkPolicy = kubernetes.networking.v1.NetworkPolicy;

export interface ClosedNamespaceArgs {
  /** By name; one of them denies everything. */
  readonly policies: Readonly<Record<string, NetworkPolicySpec>>;
  /** Whether the engine refuses to delete the namespace, and Kubernetes with it all that it holds. Default: false. */
  readonly holdsData?: boolean;
  /**
   * What pods in it may be (https://kubernetes.io/docs/concepts/security/pod-security-standards/). Default: hardened ones only.
   */
  readonly podSecurityLevel?: "restricted" | "privileged";
  /** Beginning of the policies' logical names. Default: none. */
  readonly policyRolePrefix?: string;
  /** Value of the policies' label `app.kubernetes.io/name`. Default: the name of each. */
  readonly policyWorkload?: string;
}

/** The namespace of a component, for hardened pods unless its arguments say otherwise, with the network policies that close it. */
export function createClosedNamespace(
  parent: ClusterComponent,
  {
    podSecurityLevel = "restricted",
    policies,
    holdsData = false,
    policyRolePrefix = "",
    policyWorkload,
  }: ClosedNamespaceArgs,
): { readonly namespace: Namespace; readonly policies: readonly NetworkPolicy[] } {
  const namespace = new kubernetes.core.v1.Namespace(
    parent.childName("namespace"),
    {
      metadata: {
        name: parent.namespace,
        labels: {
          ...parent.objectLabels(parent.namespace),
          "pod-security.kubernetes.io/enforce": podSecurityLevel,
          "pod-security.kubernetes.io/warn": podSecurityLevel,
        },
      },
    },
    holdsData ? parent.holdsData(parent.inCluster()) : parent.inCluster(),
  );
  return {
    namespace,
    policies: Object.entries(policies).map(
      ([name, spec]) =>
        new kubernetes.networking.v1.NetworkPolicy(
          parent.childName(`${policyRolePrefix}${name}`),
          { metadata: parent.metadata(name, policyWorkload), spec },
          parent.inCluster(namespace),
        ),
    ),
  };
}
