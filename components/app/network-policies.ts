import type * as kubernetes from "@pulumi/kubernetes";
import {
  addresses,
  DENY_ALL,
  EGRESS_TO_DNS,
  EGRESS_TO_POD_IDENTITY,
  podsOf,
  tcp,
  type NetworkPolicySpec,
} from "../shared/network-policy-parts";
import { NAMESPACES, PORTS, type NetworkReference } from "../shared/references";

type EgressRule = kubernetes.types.input.networking.v1.NetworkPolicyEgressRule;

const egress = (...rules: EgressRule[]): NetworkPolicySpec => ({
  podSelector: {},
  policyTypes: ["Egress"],
  egress: rules,
});

/**
 * The ways in and out of the namespace `app`, by name. Health checks of the kubelet need none: traffic of a pod's own
 * node is always admitted.
 * @param webPods names of the workloads behind the load balancer
 * @param observedPods name of the workload whose metrics are read
 */
export function appNetworkPolicies(
  network: Pick<NetworkReference, "dataCidrBlocks" | "privateCidrBlocks">,
  webPods: readonly string[],
  observedPods: string,
): Readonly<Record<string, NetworkPolicySpec>> {
  return {
    "default-deny": DENY_ALL,
    // The load balancer has no fixed address; its security group alone decides who in these subnets gets through.
    "from-load-balancer": {
      podSelector: {
        matchExpressions: [{ key: "app.kubernetes.io/name", operator: "In", values: [...webPods] }],
      },
      policyTypes: ["Ingress"],
      ingress: [{ from: addresses(network.privateCidrBlocks), ports: tcp(PORTS.web) }],
    },
    // The port of the metrics, to which the load balancer does not lead.
    "from-observer": {
      podSelector: { matchLabels: { "app.kubernetes.io/name": observedPods } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [podsOf(NAMESPACES.observer)], ports: tcp(PORTS.metrics) }],
    },
    "to-dns": egress(EGRESS_TO_DNS),
    "to-data": egress(
      { to: [podsOf(NAMESPACES.postgres)], ports: tcp(PORTS.pooler) },
      { to: [podsOf(NAMESPACES.qdrant)], ports: tcp(PORTS.qdrantHttp, PORTS.qdrantGrpc) },
      { to: addresses(network.dataCidrBlocks), ports: tcp(PORTS.valkey) },
    ),
    // AWS's APIs and the providers of language models answer from addresses that change; an interface endpoint in the
    // VPC may answer for an AWS API too, so the VPC is not left out.
    "to-https": egress({ to: addresses(["0.0.0.0/0"]), ports: tcp(443) }, EGRESS_TO_POD_IDENTITY),
  };
}
