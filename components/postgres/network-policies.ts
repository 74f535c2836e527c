import {
  addresses,
  DENY_ALL,
  EGRESS_TO_DNS,
  podsOf,
  tcp,
  type NetworkPolicySpec,
} from "../shared/network-policy-parts";
import { NAMESPACES, PORTS } from "../shared/references";

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
      // The observer's user gets to the console and to no database.
      ingress: [{ from: [podsOf(NAMESPACES.app), podsOf(NAMESPACES.observer)], ports: tcp(PORTS.pooler) }],
    },
    "allow-servers": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: addresses(serverCidrBlocks), ports: tcp(PORTS.postgres) }, EGRESS_TO_DNS],
    },
  };
}
