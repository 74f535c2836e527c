import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext, Zone } from "../shared/context";
import type { NetworkReference } from "../shared/references";
import { createEgress, type EgressPath, type NatSettings } from "./egress";
import { FlowLogs } from "./flow-logs";
import { subnetPlan, type SubnetPlan, type ZoneSubnets } from "./subnet-plan";

export interface NetworkArgs {
  readonly context: PlatformContext;
  /** Exactly three; their order never changes in the life of a stack. */
  readonly zones: readonly Zone[];
  readonly spec: TierSpec["network"];
  /** Null for private subnets without a way out, where nothing is in them. */
  readonly nat: NatSettings | null;
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
  /** Null where NAT gateways lead out. */
  readonly natInstanceId: pulumi.Output<string> | null;
  /** By zone; empty where an instance leads out. */
  readonly natGatewayIds: readonly pulumi.Output<string>[];

  /** @throws RangeError when there are not three zones, or the VPC's block is not a /16 */
  constructor(
    name: string,
    private readonly args: NetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Network", name, args.context, "network", opts);
    const { zones, spec, nat } = args;
    if (zones.length !== ZONES)
      throw new RangeError(
        `The network needs ${ZONES} zones, from the first tier on; it was given ${zones.length}.`,
      );
    const plan = subnetPlan(spec.vpcCidrBlock);

    this.vpcId = this.createVpc().id;
    this.closeDefaultSecurityGroup();
    this.internetGateway = this.createInternetGateway();
    const subnets = this.createSubnets(plan);
    const publicRoute = this.routePublicSubnets(subnets);
    this.isolateDataSubnets(subnets);
    const { vpcId, internetGateway } = this;
    const { privateCidrBlocks } = plan;
    const egress =
      nat === null
        ? []
        : createEgress(this, {
            spec,
            vpcId,
            internetGateway,
            subnets,
            privateCidrBlocks,
            publicRoute,
            nat,
          });
    this.egressReady = this.routePrivateSubnets(subnets, egress);
    this.natInstanceId = egress[0]?.instanceId ?? null;
    this.natGatewayIds = egress.flatMap(({ target }) =>
      "natGatewayId" in target ? [target.natGatewayId] : [],
    );
    if (spec.flowLogs)
      new FlowLogs(this.childName("flow-logs"), { context: args.context, vpcId }, { parent: this });

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

  private createVpc(): aws.ec2.Vpc {
    const cidrBlock = this.args.spec.vpcCidrBlock;
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

  private createSubnets(plan: SubnetPlan): ZoneSubnets[] {
    return this.args.zones.map(({ id }, zone) => {
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

  /**
   * One table and one default route per zone, of the same names in all tiers: a tier step moves the route in place.
   * @param paths by zone; empty where nothing leads out
   */
  private routePrivateSubnets(
    subnets: readonly ZoneSubnets[],
    paths: readonly EgressPath[],
  ): pulumi.Resource[] {
    const zones = subnets.map((subnet, zone) => {
      const table = this.createRouteTable(`private-route-table-${zone}`);
      const association = this.associate(`private-association-${zone}`, subnet.private, table);
      const path = paths[zone];
      return {
        table,
        ready: [association, ...(path === undefined ? [] : [this.routeOut(zone, table, path)])],
      };
    });
    const endpoint = this.createS3Endpoint(zones.map(({ table }) => table));
    return [...zones.flatMap(({ ready }) => ready), endpoint];
  }

  private routeOut(zone: number, table: aws.ec2.RouteTable, { target, device }: EgressPath): aws.ec2.Route {
    return new aws.ec2.Route(
      this.childName(`default-route-${zone}`),
      { routeTableId: table.id, destinationCidrBlock: ANYWHERE, ...target },
      { parent: this, dependsOn: [device] },
    );
  }

  /** Free, and image layers and snapshots then pass no NAT, where each GB is paid for. */
  private createS3Endpoint(tables: readonly aws.ec2.RouteTable[]): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      this.childName("s3-endpoint"),
      {
        vpcId: this.vpcId,
        serviceName: `com.amazonaws.${this.context.region}.s3`,
        vpcEndpointType: "Gateway",
        routeTableIds: tables.map(({ id }) => id),
        tags: this.namedTags("s3"),
      },
      { parent: this },
    );
  }
}
