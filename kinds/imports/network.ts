import { found, named, OWN_TAGS, type ImportFact } from "./import-fact";

const inVpc = "Name=vpc-id,Values={vpcId}";

/** A rule has an id that AWS makes up; within its group and direction its description tells it apart. */
const groupRule = (path: string, isEgress: boolean): ImportFact =>
  found(
    path,
    "ec2 describe-security-group-rules --filters Name=group-id,Values={securityGroupId}",
    `SecurityGroupRules[?IsEgress==\`${String(isEgress)}\` && Description=='{description}'].SecurityGroupRuleId`,
  );

/** Of the network and the way out of it. */
export const NETWORK_IMPORTS = {
  "aws:ec2/vpc:Vpc": found(
    "ec2/vpc",
    `ec2 describe-vpcs --filters ${OWN_TAGS} Name=tag:Name,Values={tags.Name}`,
    "Vpcs[].VpcId",
  ),
  "aws:ec2/subnet:Subnet": found(
    "ec2/subnet",
    `ec2 describe-subnets --filters ${inVpc} Name=cidr-block,Values={cidrBlock}`,
    "Subnets[].SubnetId",
  ),
  "aws:ec2/internetGateway:InternetGateway": found(
    "ec2/internetgateway",
    "ec2 describe-internet-gateways --filters Name=attachment.vpc-id,Values={vpcId}",
    "InternetGateways[].InternetGatewayId",
  ),
  "aws:ec2/routeTable:RouteTable": found(
    "ec2/routetable",
    `ec2 describe-route-tables --filters ${inVpc} Name=tag:Name,Values={tags.Name}`,
    "RouteTables[].RouteTableId",
  ),
  "aws:ec2/route:Route": named("ec2/route", "{routeTableId}_{destinationCidrBlock}"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": named(
    "ec2/routetableassociation",
    "{subnetId}/{routeTableId}",
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": found(
    "ec2/vpcendpoint",
    `ec2 describe-vpc-endpoints --filters ${inVpc} Name=service-name,Values={serviceName}`,
    "VpcEndpoints[].VpcEndpointId",
  ),
  "aws:ec2/securityGroup:SecurityGroup": found(
    "ec2/securitygroup",
    `ec2 describe-security-groups --filters ${inVpc} Name=group-name,Values={name}`,
    "SecurityGroups[].GroupId",
    { unread: ["revokeRulesOnDelete"] },
  ),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": found(
    "ec2/defaultsecuritygroup",
    `ec2 describe-security-groups --filters ${inVpc} Name=group-name,Values=default`,
    "SecurityGroups[].GroupId",
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule(
    "vpc/securitygroupingressrule",
    false,
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("vpc/securitygroupegressrule", true),
  "aws:ec2/eip:Eip": [
    found(
      "ec2/eip",
      "ec2 describe-addresses --filters Name=network-interface-id,Values={networkInterface}",
      "Addresses[].AllocationId",
      { when: "networkInterface" },
    ),
    found(
      "ec2/eip",
      `ec2 describe-addresses --filters ${OWN_TAGS} Name=tag:Name,Values={tags.Name}`,
      "Addresses[].AllocationId",
    ),
  ],
  "aws:ec2/natGateway:NatGateway": found(
    "ec2/natgateway",
    "ec2 describe-nat-gateways --filter Name=subnet-id,Values={subnetId} Name=state,Values=pending,available",
    "NatGateways[].NatGatewayId",
  ),
  "aws:ec2/networkInterface:NetworkInterface": found(
    "ec2/networkinterface",
    "ec2 describe-network-interfaces --filters Name=subnet-id,Values={subnetId}",
    "NetworkInterfaces[?Description=='{description}'].NetworkInterfaceId",
  ),
  "aws:ec2/instance:Instance": found(
    "ec2/instance",
    "ec2 describe-instances --filters Name=network-interface.network-interface-id,Values={primaryNetworkInterface.networkInterfaceId} Name=instance-state-name,Values=pending,running,stopping,stopped",
    "Reservations[].Instances[].InstanceId",
    { unread: ["userDataReplaceOnChange"] },
  ),
  "aws:ec2/flowLog:FlowLog": found(
    "ec2/flowlog",
    "ec2 describe-flow-logs --filter Name=resource-id,Values={vpcId}",
    "FlowLogs[].FlowLogId",
  ),
  "aws:ssm/parameter:Parameter": named("ssm/parameter", "{name}"),
} as const satisfies Readonly<Record<string, ImportFact>>;
