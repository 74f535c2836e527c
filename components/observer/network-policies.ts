import {
  addresses,
  DENY_ALL,
  EGRESS_TO_DNS,
  EGRESS_TO_POD_IDENTITY,
  podsOf,
  tcp,
  type NetworkPolicySpec,
} from "../shared/network-policy-parts";
import { NAMESPACES, PORTS } from "../shared/references";

/**
 * Policies of the observer's namespace, by name: nobody comes in, and it reaches the ports that it reads.
 * @param cacheCidrBlocks where the caches have their addresses
 */
export function observerNetworkPolicies(
  cacheCidrBlocks: readonly string[],
): Readonly<Record<string, NetworkPolicySpec>> {
  return {
    "deny-all": DENY_ALL,
    "to-sources": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        EGRESS_TO_DNS,
        { to: [podsOf(NAMESPACES.postgres)], ports: tcp(PORTS.pooler) },
        { to: [podsOf(NAMESPACES.qdrant)], ports: tcp(PORTS.qdrantHttp) },
        { to: [podsOf(NAMESPACES.app)], ports: tcp(PORTS.metrics) },
        { to: addresses(cacheCidrBlocks), ports: tcp(PORTS.valkey) },
        EGRESS_TO_POD_IDENTITY,
        // AWS's APIs answer from addresses that change; a NetworkPolicy knows no host names.
        { to: addresses(["0.0.0.0/0"]), ports: tcp(443) },
      ],
    },
  };
}
