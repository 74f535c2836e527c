import {
  addresses,
  DENY_ALL,
  EGRESS_TO_DNS,
  EGRESS_TO_POD_IDENTITY,
  podsOf,
  tcp,
  type NetworkPolicySpec,
} from "../shared/network-policy-parts";
import type { Labels } from "../shared/labels";
import { NAMESPACES, PORTS } from "../shared/references";

/** Policies of the namespace, by name. The port between peers has no authentication: these are its only protection. */
export function networkPolicies({
  peer,
  snapshots,
  rebalance,
}: Readonly<Record<"peer" | "snapshots" | "rebalance", Labels>>): Record<string, NetworkPolicySpec> {
  const peers = { podSelector: { matchLabels: peer } };
  const rebalanceJobs = { podSelector: { matchLabels: rebalance } };
  const snapshotJobs = { podSelector: { matchLabels: snapshots } };
  // A shard moves between peers as a snapshot that the new owner downloads from the HTTP port of the old one.
  const betweenPeers = tcp(PORTS.qdrantHttp, PORTS.qdrantPeer);
  return {
    "default-deny": DENY_ALL,
    peers: {
      ...peers,
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [podsOf(NAMESPACES.app)], ports: tcp(PORTS.qdrantHttp, PORTS.qdrantGrpc) },
        { from: [snapshotJobs, rebalanceJobs], ports: tcp(PORTS.qdrantHttp) },
        { from: [peers], ports: betweenPeers },
      ],
      egress: [EGRESS_TO_DNS, { to: [peers], ports: betweenPeers }],
    },
    rebalance: {
      ...rebalanceJobs,
      policyTypes: ["Egress"],
      egress: [EGRESS_TO_DNS, { to: [peers], ports: tcp(PORTS.qdrantHttp) }],
    },
    snapshots: {
      ...snapshotJobs,
      policyTypes: ["Egress"],
      egress: [
        EGRESS_TO_DNS,
        { to: [peers], ports: tcp(PORTS.qdrantHttp) },
        EGRESS_TO_POD_IDENTITY,
        // S3 has public addresses, through the gateway endpoint as well; a NetworkPolicy knows no host names.
        { to: addresses(["0.0.0.0/0"]), ports: tcp(443) },
      ],
    },
  };
}
