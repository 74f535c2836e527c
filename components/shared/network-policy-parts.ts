import type * as kubernetes from "@pulumi/kubernetes";

export type NetworkPolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec;
type EgressRule = kubernetes.types.input.networking.v1.NetworkPolicyEgressRule;
type Peer = kubernetes.types.input.networking.v1.NetworkPolicyPeer;
type Port = kubernetes.types.input.networking.v1.NetworkPolicyPort;

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

/** TCP ports of one rule. */
export function tcp(...ports: readonly number[]): Port[] {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

/** Where EKS Pod Identity hands out credentials, on every node, at port 80 (EKS user guide, "Pod Identity considerations"). */
const POD_IDENTITY_CIDR_BLOCK = "169.254.170.23/32";

/** The way of a pod to the credentials of its role. */
export const EGRESS_TO_POD_IDENTITY: EgressRule = {
  to: addresses([POD_IDENTITY_CIDR_BLOCK]),
  ports: tcp(80),
};
