import type * as kubernetes from "@pulumi/kubernetes";

type NetworkPolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec;
type EgressRule = kubernetes.types.input.networking.v1.NetworkPolicyEgressRule;
type Peer = kubernetes.types.input.networking.v1.NetworkPolicyPeer;

/** Closes a namespace in both directions; every other policy of it opens exactly one way. */
export const DENY_ALL: NetworkPolicySpec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/**
 * Name resolution, to any address. EKS Auto Mode runs CoreDNS on the node and not in pods, so the usual rule for
 * pods of `kube-system` matches nothing and no name resolves (aws/containers-roadmap#2552).
 */
export const EGRESS_TO_DNS: EgressRule = {
  to: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

/**
 * All pods of a namespace. No pod selector on purpose: the agent of EKS judges egress before the address of a
 * Service is translated, and admits a Service only when the peer's pod selector matches the Service's own selector.
 */
export function podsOf(namespace: string): Peer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}

/**
 * Addresses outside the cluster. No `except` on purpose: the agent of EKS keeps one entry for a block, and an
 * exception in one rule closes the ports that another rule opens for the same block
 * (aws/amazon-network-policy-controller-k8s#146, aws/aws-network-policy-agent#180).
 */
export function addresses(cidrBlocks: readonly string[]): Peer[] {
  return cidrBlocks.map((cidr) => ({ ipBlock: { cidr } }));
}
