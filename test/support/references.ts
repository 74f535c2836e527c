import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { maintenancePlan } from "../../components/shared/maintenance";
import type { ClusterReference, NetworkReference } from "../../components/shared/references";

/** The hours of each part of a window from Sunday at midnight to seven, as by default. */
export const maintenance = maintenancePlan({ cronUtc: "0 0 * * 0", durationHours: 7 });

const perZone = (role: string): pulumi.Output<string>[] =>
  [0, 1, 2].map((zone) => pulumi.output(`subnet-${role}-${zone}`));

class Marker extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Marker", name);
  }
}

/** A network that is there already; call it inside the recorded function. */
export function networkReference(): NetworkReference {
  return {
    vpcId: pulumi.output("vpc-1"),
    vpcCidrBlock: "10.0.0.0/16",
    publicSubnetIds: perZone("public"),
    privateSubnetIds: perZone("private"),
    dataSubnetIds: perZone("data"),
    dataCidrBlocks: ["10.0.48.0/22", "10.0.52.0/22", "10.0.56.0/22"],
    privateCidrBlocks: ["10.0.64.0/18", "10.0.128.0/18", "10.0.192.0/18"],
    internetGateway: new Marker("internet-gateway"),
    egressReady: [new Marker("egress")],
  };
}

/** A cluster that is there already; call it inside the recorded function. */
export function clusterReference(): ClusterReference {
  return {
    clusterName: "test-cluster",
    securityGroupId: pulumi.output("sg-cluster"),
    provider: new kubernetes.Provider("kubernetes", { kubeconfig: "{}" }),
    nodesReady: [new kubernetes.core.v1.Namespace("nodes-ready")],
    metricsReady: [new kubernetes.core.v1.Namespace("metrics-ready")],
  };
}
