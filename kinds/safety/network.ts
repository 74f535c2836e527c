import { given, is, like, someOf } from "./expectation";
import { availability, privacy, watch, type Safety } from "./safety";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const TABLE = "aws:ec2/routeTable:RouteTable";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const CLUSTER = "aws:eks/cluster:Cluster";
const IN_VPC = { refers: { vpcId: VPC }, required: ["vpcId"] } as const;

/** What the safety of the network rests on; who reaches what has rules of its own. */
export const NETWORK_SAFETY = {
  "aws:ec2/vpc:Vpc": {
    guards: [
      availability("enableDnsSupport", is(true), "No name of AWS could be resolved"),
      availability(
        "enableDnsHostnames",
        is(true),
        "Private names of databases and endpoints would lead nowhere",
      ),
    ],
    harmless: { refused: ["cidrBlock"] },
  },
  "aws:ec2/subnet:Subnet": {
    ...IN_VPC,
    harmless: { refused: ["cidrBlock"], working: ["availabilityZoneId"] },
  },
  "aws:ec2/internetGateway:InternetGateway": {
    ...IN_VPC,
    dispensable: "Without it nothing comes in or goes out",
  },
  "aws:ec2/routeTable:RouteTable": { ...IN_VPC },
  "aws:ec2/securityGroup:SecurityGroup": { ...IN_VPC, harmless: { texts: ["name"] } },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { ...IN_VPC },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    refers: { routeTableId: TABLE, subnetId: SUBNET },
    required: ["routeTableId", "subnetId"],
  },
  "aws:ec2/route:Route": {
    refers: {
      routeTableId: TABLE,
      natGatewayId: "aws:ec2/natGateway:NatGateway",
      gatewayId: "aws:ec2/internetGateway:InternetGateway",
      networkInterfaceId: "aws:ec2/networkInterface:NetworkInterface",
    },
    required: ["routeTableId"],
    harmless: {
      working: ["destinationCidrBlock"],
      refused: ["natGatewayId", "gatewayId", "networkInterfaceId"],
    },
    dispensable: "Without a route nothing goes out that way",
  },
  "aws:ec2/natGateway:NatGateway": {
    refers: { allocationId: "aws:ec2/eip:Eip", subnetId: SUBNET },
    required: ["subnetId"],
    harmless: { refused: ["allocationId"] },
  },
  "aws:ec2/eip:Eip": {
    refers: { networkInterface: "aws:ec2/networkInterface:NetworkInterface" },
    harmless: { refused: ["domain"], working: ["networkInterface"] },
    dispensable: "The NAT it belongs to is not made, so nothing goes out",
  },
  "aws:ec2/networkInterface:NetworkInterface": {
    guards: [privacy("securityGroups", someOf(1), "The VPC's default group would decide who reaches it")],
    refers: { subnetId: SUBNET, "securityGroups[]": GROUP },
    required: ["subnetId"],
    harmless: { working: ["sourceDestCheck"] },
  },
  "aws:ec2/instance:Instance": {
    guards: [
      privacy(
        "metadataOptions.httpPutResponseHopLimit",
        is(1),
        "What runs in a container could take the role's credentials",
      ),
      privacy("rootBlockDevice.encrypted", is(true), "Its volume and each snapshot would be readable"),
      availability(
        "maintenanceOptions.autoRecovery",
        is("default"),
        "Nothing would restart it when its host fails",
        {
          absent: "EC2 recovers it by default",
        },
      ),
      availability(
        "creditSpecification.cpuCredits",
        is("standard"),
        "CPU credits beyond the earned ones would be billed without end",
      ),
      availability("userData", given, "A new instance would do nothing"),
      availability("userDataReplaceOnChange", is(true), "A changed script would never run"),
    ],
    defaults: { "maintenanceOptions.autoRecovery": "default" },
    required: ["iamInstanceProfile"],
    refers: {
      iamInstanceProfile: "aws:iam/instanceProfile:InstanceProfile",
      "primaryNetworkInterface.networkInterfaceId": "aws:ec2/networkInterface:NetworkInterface",
    },
    harmless: {
      texts: ["rootBlockDevice.tags"],
      sizes: ["instanceType", "rootBlockDevice.volumeSize", "rootBlockDevice.volumeType"],
      working: ["ami", "metadataOptions.httpEndpoint"],
    },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    ...IN_VPC,
    refers: { vpcId: VPC, "routeTableIds[]": TABLE },
    guards: [
      availability("routeTableIds", someOf(1), "Objects would cross the NAT, whose every gigabyte is billed"),
      privacy(
        "serviceName",
        like(/^com\.amazonaws\.[a-z0-9-]+\.[a-z0-9.-]+$/, "a service of AWS"),
        "Requests would go to a stranger's service",
      ),
    ],
    harmless: { refused: ["vpcEndpointType"], sizes: ["routeTableIds[]"] },
    dispensable: "Without it objects cross the NAT, which costs more and shows them to nobody",
  },
  "aws:ec2/flowLog:FlowLog": {
    ...IN_VPC,
    guards: [
      watch("trafficType", is("ALL", "REJECT", "ACCEPT"), "Nobody could say who was connected"),
      watch("logDestination", given, "The log would go nowhere"),
    ],
    refers: { vpcId: VPC, logDestination: "aws:s3/bucket:Bucket" },
    harmless: { timing: ["maxAggregationInterval"], refused: ["logDestinationType"] },
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    refers: { securityGroupId: [GROUP, CLUSTER], referencedSecurityGroupId: [GROUP, CLUSTER] },
    required: ["securityGroupId"],
    refusedWithout: ["referencedSecurityGroupId", "prefixListId", "cidrIpv4"],
    harmless: { refused: ["fromPort", "toPort", "ipProtocol"] },
    dispensable: "Without it less comes in",
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    refers: { securityGroupId: [GROUP, CLUSTER], referencedSecurityGroupId: [GROUP, CLUSTER] },
    required: ["securityGroupId"],
    refusedWithout: ["referencedSecurityGroupId", "prefixListId", "cidrIpv4"],
    harmless: { refused: ["fromPort", "toPort", "ipProtocol"] },
    dispensable: "Without it less goes out",
  },
} as const satisfies Readonly<Record<string, Safety>>;
