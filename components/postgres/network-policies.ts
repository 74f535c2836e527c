import type * as kubernetes from "@pulumi/kubernetes";
import { addresses, DENY_ALL, EGRESS_TO_DNS, podsOf, tcp } from "../shared/network-policy-parts";
import { NAMESPACES, PORTS } from "../shared/references";

type NetworkPolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec;

/**
 * Policies of the poolers' namespace, by name.
 * @param serverCidrBlocks where the instances have their addresses
 */
export function poolerNetworkPolicies(
  serverCidrBlocks: readonly string[],
): Readonly<Record<string, NetworkPolicySpec>> {
  return {
    "deny-all": DENY_ALL,
    "allow-clients": {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from: [podsOf(NAMESPACES.app)], ports: tcp(PORTS.pooler) }],
    },
    "allow-servers": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: addresses(serverCidrBlocks), ports: tcp(PORTS.postgres) }, EGRESS_TO_DNS],
    },
  };
}
