import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import type { PlatformComponent } from "../shared/component";
import { NatInstance } from "./nat-instance";
import type { ZoneSubnets } from "./subnet-plan";

/** Where the default route of one zone's private subnet leads, and what must stand before it does. */
export interface EgressPath {
  /** Where an instance forwards, its id. */
  readonly instanceId?: pulumi.Output<string>;
  readonly target: { networkInterfaceId: pulumi.Output<string> } | { natGatewayId: pulumi.Output<string> };
  readonly device: pulumi.Input<pulumi.Resource>;
}

/** What concerns the NAT instance alone, where the tier has one. */
export interface NatSettings {
  /** A raised one takes the newest image. */
  readonly generation: number;
  /** Hears when the instance fails. */
  readonly alertTopicArn: pulumi.Output<string>;
}

export interface EgressArgs {
  readonly spec: TierSpec["network"];
  readonly vpcId: pulumi.Output<string>;
  readonly internetGateway: pulumi.Resource;
  /** By zone. */
  readonly subnets: readonly ZoneSubnets[];
  /** Ranges that may go out. */
  readonly privateCidrBlocks: readonly string[];
  /** The way of the public subnets to the internet gateway. */
  readonly publicRoute: aws.ec2.Route;
  readonly nat: NatSettings;
}

/** The devices of the tier, by the zone whose private subnet goes out by them. */
export function createEgress(parent: PlatformComponent, args: EgressArgs): EgressPath[] {
  const { spec, subnets } = args;
  if (spec.egress === "natGatewayPerZone")
    return subnets.map((subnet, zone) => createNatGateway(parent, args, subnet.public, zone));
  const [first] = subnets;
  if (first === undefined) return [];
  const shared =
    spec.egress === "natGateway"
      ? createNatGateway(parent, args, first.public, 0)
      : createNatInstance(parent, args, first.public);
  return subnets.map(() => shared);
}

function createNatInstance(
  parent: PlatformComponent,
  { spec, vpcId, privateCidrBlocks, publicRoute, nat: settings }: EgressArgs,
  subnet: aws.ec2.Subnet,
): EgressPath {
  const nat = new NatInstance(
    parent.childName("nat"),
    {
      context: parent.context,
      vpcId,
      instanceType: spec.natInstanceType,
      subnetId: subnet.id,
      cidrBlocks: privateCidrBlocks,
      internetReady: [publicRoute],
      ...settings,
    },
    { parent },
  );
  return {
    target: { networkInterfaceId: nat.networkInterfaceId },
    device: nat.forwarding,
    instanceId: nat.instanceId,
  };
}

function createNatGateway(
  parent: PlatformComponent,
  { internetGateway, publicRoute }: EgressArgs,
  subnet: aws.ec2.Subnet,
  zone: number,
): EgressPath {
  const tags = parent.namedTags(`nat-${zone}`);
  const address = new aws.ec2.Eip(
    parent.childName(`nat-address-${zone}`),
    { domain: "vpc", tags },
    { parent, dependsOn: [internetGateway] },
  );
  const gateway = new aws.ec2.NatGateway(
    parent.childName(`nat-gateway-${zone}`),
    { subnetId: subnet.id, allocationId: address.id, tags },
    { parent, dependsOn: [publicRoute] },
  );
  return { target: { natGatewayId: gateway.id }, device: gateway };
}
