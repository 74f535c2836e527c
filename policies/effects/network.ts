import { at, listOf } from "../../models/manifest/values";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";
import type { Inventory } from "./inventory";

export const SUBNET = "aws:ec2/subnet:Subnet";
export const VPC = "aws:ec2/vpc:Vpc";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
/** The older form of both. */
const GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const DATABASE = "aws:rds/instance:Instance";
export const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
export const CLUSTER = "aws:eks/cluster:Cluster";
export const INSTANCE = "aws:ec2/instance:Instance";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";

const DATABASE_SUBNETS = "aws:rds/subnetGroup:SubnetGroup";
const CACHE_SUBNETS = "aws:elasticache/subnetGroup:SubnetGroup";

/** What has an address in the VPC. */
export interface Holder {
  readonly resource: PolicyResource;
  /** As reports call it: `database`. */
  readonly kind: "load balancer" | "nodes" | "database" | "cache" | "instance" | "cluster";
  /** Ids of subnets; an id that no subnet of the stack has stays as it is. */
  readonly subnets: readonly string[];
  /** Ids of security groups. */
  readonly groups: readonly string[];
}

const texts = (values: unknown): string[] =>
  listOf(values)
    .map(textOf)
    .filter((each) => each !== "");

/** Subnets of a database or a cache: those of its group. */
const inGroup = (inventory: Inventory, type: string, name: unknown): string[] =>
  texts(at(inventory.meant(type, name)?.inputs, "subnetIds"));

/** A replica lies in the subnets of its primary, whose identifier it names. */
const subnetGroupName = (inventory: Inventory, { inputs }: PolicyResource): unknown =>
  inputs["dbSubnetGroupName"] ??
  inventory.meant(DATABASE, inputs["replicateSourceDb"])?.inputs["dbSubnetGroupName"];

const idsOf = (terms: unknown): string[] => texts(listOf(terms).map((term) => at(term, "id")));

/** The network interfaces that an instance is started with. */
function interfacesOf(inventory: Inventory, { inputs }: PolicyResource): PolicyResource[] {
  const ids = [
    at(inputs, "primaryNetworkInterface.networkInterfaceId"),
    ...listOf(inputs["networkInterfaces"]).map((one) => at(one, "networkInterfaceId")),
  ];
  return ids.flatMap((id) => inventory.meant(INTERFACE, id) ?? []);
}

/** Everything that has an address in the VPC, with its subnets and security groups. */
export function holdersOf(inventory: Inventory): readonly Holder[] {
  return [
    ...inventory.ofType(LOAD_BALANCER).map((resource): Holder => ({
      resource,
      kind: "load balancer",
      subnets: texts(resource.inputs["subnets"]),
      groups: texts(resource.inputs["securityGroups"]),
    })),
    ...inventory.ofType(DATABASE).map((resource): Holder => ({
      resource,
      kind: "database",
      subnets: inGroup(inventory, DATABASE_SUBNETS, subnetGroupName(inventory, resource)),
      groups: texts(resource.inputs["vpcSecurityGroupIds"]),
    })),
    ...inventory.ofType(CACHE).map((resource): Holder => ({
      resource,
      kind: "cache",
      subnets: inGroup(inventory, CACHE_SUBNETS, resource.inputs["subnetGroupName"]),
      groups: texts(resource.inputs["securityGroupIds"]),
    })),
    ...inventory.ofType(CLUSTER).map((resource): Holder => ({
      resource,
      kind: "cluster",
      subnets: texts(at(resource.inputs, "vpcConfig.subnetIds")),
      groups: texts(at(resource.inputs, "vpcConfig.securityGroupIds")),
    })),
    ...inventory.ofType(NODE_CLASS).map((resource): Holder => ({
      resource,
      kind: "nodes",
      subnets: idsOf(at(resource.inputs, "spec.subnetSelectorTerms")),
      groups: idsOf(at(resource.inputs, "spec.securityGroupSelectorTerms")),
    })),
    ...inventory.ofType(INSTANCE).map((resource): Holder => {
      const interfaces = interfacesOf(inventory, resource);
      return {
        resource,
        kind: "instance",
        subnets: [
          ...texts([resource.inputs["subnetId"]]),
          ...texts(interfaces.map(({ inputs }) => inputs["subnetId"])),
        ],
        groups: [
          ...texts(resource.inputs["vpcSecurityGroupIds"]),
          ...interfaces.flatMap(({ inputs }) => texts(inputs["securityGroups"])),
        ],
      };
    }),
  ];
}

/** One way that a route table knows. */
export interface WayOut {
  /** Where it leads to: `0.0.0.0/0`. */
  readonly destination: string;
  /** `internet` in both directions; `translated` only from inside; unknown where it cannot be told. */
  readonly kind: "internet" | "translated" | "inside" | "unknown";
}

const GATEWAYS: readonly (readonly [input: string, kind: WayOut["kind"]])[] = [
  ["natGatewayId", "translated"],
  ["networkInterfaceId", "translated"],
  ["egressOnlyGatewayId", "translated"],
  ["vpcPeeringConnectionId", "inside"],
  ["transitGatewayId", "inside"],
  ["vpcEndpointId", "inside"],
];

function wayOf(route: unknown, gatewayKey: string): WayOut {
  const destination =
    [
      "destinationCidrBlock",
      "cidrBlock",
      "destinationIpv6CidrBlock",
      "ipv6CidrBlock",
      "destinationPrefixListId",
    ]
      .map((key) => textOf(at(route, key)))
      .find((text) => text !== "") ?? "";
  const gateway = textOf(at(route, gatewayKey));
  if (gateway !== "" && gateway !== "local") return { destination, kind: "internet" };
  const [, kind] = GATEWAYS.find(([input]) => textOf(at(route, input)) !== "") ?? [];
  return { destination, kind: kind ?? (gateway === "local" ? "inside" : "unknown") };
}

/** Ways out of a subnet: those of its own route table; unknown where it has none, for then it has the VPC's main one. */
export function waysOut(inventory: Inventory, subnet: PolicyResource): readonly WayOut[] {
  const [association] = inventory.pointingAt(
    subnet,
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "subnetId",
  );
  const routeTable = inventory.meant(ROUTE_TABLE, association?.inputs["routeTableId"]);
  if (routeTable === undefined) return [{ destination: "", kind: "unknown" }];
  return [
    ...inventory
      .pointingAt(routeTable, ROUTE, "routeTableId")
      .map(({ inputs }) => wayOf(inputs, "gatewayId")),
    ...listOf(routeTable.inputs["routes"]).map((route) => wayOf(route, "gatewayId")),
  ];
}

/** Who may come in by one rule of a security group. */
export interface Entry {
  /** The rule, or the group that holds it. */
  readonly resource: PolicyResource;
  readonly group: string;
  readonly source:
    | { readonly kind: "range"; readonly text: string }
    | { readonly kind: "group"; readonly text: string }
    | { readonly kind: "prefix list"; readonly text: string };
  /** `tcp`; `-1` is every protocol. */
  readonly protocol: string;
  /** Undefined where every port is meant. */
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
}

const SOURCES: readonly (readonly [input: string, kind: Entry["source"]["kind"]])[] = [
  ["cidrIpv4", "range"],
  ["cidrIpv6", "range"],
  ["cidrBlocks", "range"],
  ["ipv6CidrBlocks", "range"],
  ["referencedSecurityGroupId", "group"],
  ["sourceSecurityGroupId", "group"],
  ["securityGroups", "group"],
  ["prefixListId", "prefix list"],
  ["prefixListIds", "prefix list"],
];

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

function entriesOf(resource: PolicyResource, group: string, rule: unknown): Entry[] {
  const sources = SOURCES.flatMap(([input, kind]) => {
    const value = at(rule, input);
    return (Array.isArray(value) ? (value as unknown[]) : [value])
      .map(textOf)
      .filter((text) => text !== "")
      .map((text) => ({ kind, text }));
  });
  const own = at(rule, "self") === true ? [{ kind: "group" as const, text: group }] : [];
  return [...sources, ...own].map((source) => ({
    resource,
    group,
    source,
    protocol: textOf(at(rule, "ipProtocol")) || textOf(at(rule, "protocol")),
    fromPort: numberOf(at(rule, "fromPort")),
    toPort: numberOf(at(rule, "toPort")),
  }));
}

/** What the security groups of a stack let in (or, for `egress`, out), in each form that a rule can have. */
export function entries(inventory: Inventory, direction: "ingress" | "egress"): readonly Entry[] {
  const groupId = (reference: unknown): string => textOf(reference);
  return [
    ...inventory
      .ofType(direction === "ingress" ? INGRESS_RULE : EGRESS_RULE)
      .flatMap((rule) => entriesOf(rule, groupId(rule.inputs["securityGroupId"]), rule.inputs)),
    ...inventory
      .ofType(GROUP_RULE)
      .filter(({ inputs }) => inputs["type"] === direction)
      .flatMap((rule) => entriesOf(rule, groupId(rule.inputs["securityGroupId"]), rule.inputs)),
    ...inventory
      .ofType(GROUP, DEFAULT_GROUP)
      .flatMap((group) =>
        listOf(group.inputs[direction]).flatMap((rule) => entriesOf(group, group.name, rule)),
      ),
  ];
}

/** The entry of a holder: of any of its groups, by id or, for rules that stand in the group, by its name. */
export function entriesTo(inventory: Inventory, holder: Holder, all: readonly Entry[]): readonly Entry[] {
  const names = holder.groups.flatMap((id) => inventory.meant(GROUP, id)?.name ?? []);
  const own = holder.groups.flatMap((id) => inventory.meant(GROUP, id) ?? []);
  return all.filter(
    ({ group }) =>
      holder.groups.includes(group) ||
      names.includes(group) ||
      own.some((each) => inventory.meant(GROUP, group) === each),
  );
}
