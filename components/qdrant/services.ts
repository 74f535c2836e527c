import type * as kubernetes from "@pulumi/kubernetes";
import type { Labels } from "../shared/labels";
import { PORTS } from "../shared/references";

type ServiceSpec = kubernetes.types.input.core.v1.ServiceSpec;

const CLIENT_PORTS = [
  { name: "http", port: PORTS.qdrantHttp, targetPort: "http" },
  { name: "grpc", port: PORTS.qdrantGrpc, targetPort: "grpc" },
];

/** Names of the single peers. They must resolve before a peer is ready: peers become ready by finding each other. */
export function headlessServiceSpec(selector: Labels): ServiceSpec {
  return {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector,
    ports: [...CLIENT_PORTS, { name: "peer", port: PORTS.qdrantPeer, targetPort: "peer" }],
  };
}

/** One name for clients, whatever the number of peers. */
export function clientServiceSpec(selector: Labels): ServiceSpec {
  return { type: "ClusterIP", selector, ports: CLIENT_PORTS };
}
