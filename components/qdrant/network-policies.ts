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
  restore,
}: Readonly<Record<"peer" | "snapshots" | "rebalance", Labels>> & {
  /** Of the job that brings collections back; null where none does. */
  readonly restore: Labels | null;
}): Record<string, NetworkPolicySpec> {
  const peers = { podSelector: { matchLabels: peer } };
  const rebalanceJobs = { podSelector: { matchLabels: rebalance } };
  const restoreJobs = restore === null ? [] : [{ podSelector: { matchLabels: restore } }];
  // S3 has public addresses, through the gateway endpoint as well; a NetworkPolicy knows no host names.
  const toS3 = { to: addresses(["0.0.0.0/0"]), ports: tcp(443) };
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
        {
          from: [snapshotJobs, rebalanceJobs, podsOf(NAMESPACES.observer), ...restoreJobs],
          ports: tcp(PORTS.qdrantHttp),
        },
        { from: [peers], ports: betweenPeers },
      ],
      egress: [
        EGRESS_TO_DNS,
        { to: [peers], ports: betweenPeers },
        // Peers download what they are restored from by themselves, and need no way out but for that.
        ...(restore === null ? [] : [toS3]),
      ],
    },
    rebalance: {
      ...rebalanceJobs,
      policyTypes: ["Egress"],
      egress: [EGRESS_TO_DNS, { to: [peers], ports: tcp(PORTS.qdrantHttp) }],
    },
    snapshots: {
      ...snapshotJobs,
      policyTypes: ["Egress"],
      egress: [EGRESS_TO_DNS, { to: [peers], ports: tcp(PORTS.qdrantHttp) }, EGRESS_TO_POD_IDENTITY, toS3],
    },
    ...Object.fromEntries(
      restoreJobs.map((jobs) => [
        "restore",
        {
          ...jobs,
          policyTypes: ["Egress"],
          egress: [
            EGRESS_TO_DNS,
            { to: [peers], ports: tcp(PORTS.qdrantHttp) },
            EGRESS_TO_POD_IDENTITY,
            toS3,
          ],
        },
      ]),
    ),
  };
}
