import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext, Zone } from "../shared/context";
import type { NetworkReference } from "../shared/references";
import { FlowLogs } from "./flow-logs";
import { NatInstance, type NatInstanceArgs } from "./nat-instance";
import { subnetPlan, type SubnetPlan } from "./subnet-plan";

export interface NetworkArgs {
  readonly context: PlatformContext;
  /** Exactly three; their order never changes in the life of a stack. */
  readonly zones: readonly Zone[];
  readonly spec: TierSpec["network"];
}

interface ZoneSubnets {
  readonly public: aws.ec2.Subnet;
  readonly private: aws.ec2.Subnet;
  readonly data: aws.ec2.Subnet;
}

/** Where the default route of a private subnet leads, and what must stand before it does. */
interface EgressPath {
  readonly privateSubnet: aws.ec2.Subnet;
  readonly target: { networkInterfaceId: pulumi.Output<string> } | { natGatewayId: pulumi.Output<string> };
  readonly device: pulumi.Resource;
}

const ZONES = 3;
const ANYWHERE = "0.0.0.0/0";

/**
 * VPC with a public, a private and a data subnet in each of three zones, all of them from the first tier on, and one
 * way out of the private ones. A tier step moves the default routes to another device and nothing else.
 */
export class Network extends PlatformComponent implements NetworkReference {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidrBlock: string;
  readonly publicSubnetIds: readonly pulumi.Output<string>[];
  readonly privateSubnetIds: readonly pulumi.Output<string>[];
  readonly dataSubnetIds: readonly pulumi.Output<string>[];
  readonly dataCidrBlocks: readonly string[];
  readonly privateCidrBlocks: readonly string[];
  readonly internetGateway: aws.ec2.InternetGateway;
  readonly egressReady: readonly pulumi.Resource[];

  /** @throws RangeError when there are not three zones, or the VPC's block is not a /16 */
  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Network", name, args.context, "network", opts);
    const { context, zones, spec } = args;
    if (zones.length !== ZONES)
      throw new RangeError(
        `The network needs ${ZONES} zones, from the first tier on; it was given ${zones.length}.`,
      );
    const plan = subnetPlan(spec.vpcCidrBlock);

    const vpc = this.createVpc(spec.vpcCidrBlock);
    this.vpcId = vpc.id;
    this.closeDefaultSecurityGroup();
    this.internetGateway = this.createInternetGateway();
    const subnets = this.createSubnets(zones, plan);
    const publicRoute = this.routePublicSubnets(subnets);
    this.isolateDataSubnets(subnets);
    this.egressReady = this.routePrivateSubnets(this.createEgress(spec, subnets, plan, publicRoute));
    if (spec.flowLogs)
      new FlowLogs(this.childName("flow-logs"), { context, vpcId: this.vpcId }, { parent: this });

    this.vpcCidrBlock = spec.vpcCidrBlock;
    this.publicSubnetIds = subnets.map((zone) => zone.public.id);
    this.privateSubnetIds = subnets.map((zone) => zone.private.id);
    this.dataSubnetIds = subnets.map((zone) => zone.data.id);
    this.privateCidrBlocks = plan.privateCidrBlocks;
    this.dataCidrBlocks = plan.dataCidrBlocks;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
    });
  }

  /** Tags with the name that the console shows. */
  private namedTags(role: string, extra: Record<string, string> = {}): Record<string, string> {
    return this.tags({ Name: `${this.context.environment}-${role}`, ...extra });
  }

  private createVpc(cidrBlock: string): aws.ec2.Vpc {
    return new aws.ec2.Vpc(
      this.childName("vpc"),
      { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, tags: this.namedTags("vpc") },
      this.holdsData(),
    );
  }

  /** A new VPC's default group lets its members talk to each other; nothing here is to rely on that. */
  private closeDefaultSecurityGroup(): void {
    new aws.ec2.DefaultSecurityGroup(
      this.childName("default-security-group"),
      { vpcId: this.vpcId, ingress: [], egress: [], tags: this.namedTags("closed") },
      { parent: this },
    );
  }

  private createInternetGateway(): aws.ec2.InternetGateway {
    return new aws.ec2.InternetGateway(
      this.childName("internet-gateway"),
      { vpcId: this.vpcId, tags: this.namedTags("internet-gateway") },
      { parent: this },
    );
  }

  private createSubnets(zones: readonly Zone[], plan: SubnetPlan): ZoneSubnets[] {
    return zones.map(({ id }, zone) => {
      const subnet = (role: string, cidrBlocks: readonly string[], tags: Record<string, string> = {}) =>
        new aws.ec2.Subnet(
          this.childName(`${role}-${zone}`),
          {
            vpcId: this.vpcId,
            // The id names the same place in every account, the zone's name does not.
            availabilityZoneId: id,
            cidrBlock: cidrBlocks[zone],
            mapPublicIpOnLaunch: false,
            tags: this.namedTags(`${role}-${zone}`, tags),
          },
          this.holdsData(),
        );
      return {
        // Without the tag kubernetes.io/role/elb: no Service or Ingress is to open a load balancer to the internet.
        public: subnet("public", plan.publicCidrBlocks),
        private: subnet("private", plan.privateCidrBlocks, { "kubernetes.io/role/internal-elb": "1" }),
        data: subnet("data", plan.dataCidrBlocks),
      };
    });
  }

  private createRouteTable(role: string): aws.ec2.RouteTable {
    return new aws.ec2.RouteTable(
      this.childName(role),
      { vpcId: this.vpcId, tags: this.namedTags(role) },
      { parent: this },
    );
  }

  private associate(
    role: string,
    subnet: aws.ec2.Subnet,
    table: aws.ec2.RouteTable,
  ): aws.ec2.RouteTableAssociation {
    return new aws.ec2.RouteTableAssociation(
      this.childName(role),
      { subnetId: subnet.id, routeTableId: table.id },
      { parent: this },
    );
  }

  private routePublicSubnets(subnets: readonly ZoneSubnets[]): aws.ec2.Route {
    const table = this.createRouteTable("public-route-table");
    subnets.forEach((subnet, zone) => this.associate(`public-association-${zone}`, subnet.public, table));
    return new aws.ec2.Route(
      this.childName("public-default-route"),
      { routeTableId: table.id, destinationCidrBlock: ANYWHERE, gatewayId: this.internetGateway.id },
      { parent: this },
    );
  }

  /** Databases and caches neither call out nor are called from outside: their table knows the VPC alone. */
  private isolateDataSubnets(subnets: readonly ZoneSubnets[]): void {
    const table = this.createRouteTable("data-route-table");
    subnets.forEach((subnet, zone) => this.associate(`data-association-${zone}`, subnet.data, table));
  }

  /** The devices of the tier, and which of them each private subnet goes out by. */
  private createEgress(
    { egress, natInstanceType }: TierSpec["network"],
    subnets: readonly ZoneSubnets[],
    { privateCidrBlocks }: SubnetPlan,
    publicRoute: aws.ec2.Route,
  ): EgressPath[] {
    const gatewayIn = (zone: number, subnet: aws.ec2.Subnet) =>
      this.createNatGateway(zone, subnet, publicRoute);
    if (egress === "natGatewayPerZone")
      return subnets.map((subnet, zone) => ({
        privateSubnet: subnet.private,
        ...gatewayIn(zone, subnet.public),
      }));
    const [first] = subnets;
    if (first === undefined) return [];
    const shared =
      egress === "natGateway"
        ? gatewayIn(0, first.public)
        : this.createNatInstance({
            instanceType: natInstanceType,
            subnetId: first.public.id,
            cidrBlocks: privateCidrBlocks,
            internetReady: [publicRoute],
          });
    return subnets.map((subnet) => ({ privateSubnet: subnet.private, ...shared }));
  }

  private createNatInstance(
    args: Omit<NatInstanceArgs, "context" | "vpcId">,
  ): Omit<EgressPath, "privateSubnet"> {
    const nat = new NatInstance(
      this.childName("nat"),
      { context: this.context, vpcId: this.vpcId, ...args },
      { parent: this },
    );
    return { target: { networkInterfaceId: nat.networkInterfaceId }, device: nat.instance };
  }

  private createNatGateway(
    zone: number,
    subnet: aws.ec2.Subnet,
    publicRoute: aws.ec2.Route,
  ): Omit<EgressPath, "privateSubnet"> {
    const tags = this.namedTags(`nat-${zone}`);
    const address = new aws.ec2.Eip(
      this.childName(`nat-address-${zone}`),
      { domain: "vpc", tags },
      { parent: this, dependsOn: [this.internetGateway] },
    );
    const gateway = new aws.ec2.NatGateway(
      this.childName(`nat-gateway-${zone}`),
      { subnetId: subnet.id, allocationId: address.id, tags },
      { parent: this, dependsOn: [publicRoute] },
    );
    return { target: { natGatewayId: gateway.id }, device: gateway };
  }

  /** One table and one default route per zone, of the same names in all tiers: a tier step moves the route in place. */
  private routePrivateSubnets(paths: readonly EgressPath[]): pulumi.Resource[] {
    const zones = paths.map(({ privateSubnet, target, device }, zone) => {
      const table = this.createRouteTable(`private-route-table-${zone}`);
      const association = this.associate(`private-association-${zone}`, privateSubnet, table);
      const route = new aws.ec2.Route(
        this.childName(`default-route-${zone}`),
        { routeTableId: table.id, destinationCidrBlock: ANYWHERE, ...target },
        { parent: this, dependsOn: [device] },
      );
      return { table, association, route };
    });
    // Free, and image layers and snapshots then pass no NAT, where each GB is paid for.
    const s3 = new aws.ec2.VpcEndpoint(
      this.childName("s3-endpoint"),
      {
        vpcId: this.vpcId,
        serviceName: `com.amazonaws.${this.context.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: zones.map(({ table }) => table.id),
        tags: this.namedTags("s3"),
      },
      { parent: this },
    );
    return [...zones.flatMap(({ association, route }) => [association, route]), s3];
  }
}
