import { cloudFormationSource, type Grant, type Permissions } from "./permissions";

/** Everything of EC2 in one account and region: its ids are known only after it was created. */
const OWN = ["arn:{partition}:ec2:{region}:{account}:*"];
/** Images of AWS belong to no account. */
const IMAGES = "arn:{partition}:ec2:{region}::image/*";

const reads = (...actions: string[]): Grant => ({ actions });
const changes = (...actions: string[]): Grant => ({ actions, on: OWN });
const tags: Grant = changes("ec2:CreateTags", "ec2:DeleteTags");
/** Objects are tagged in the call that creates them, so nobody else's is deleted. */
const deletes = (...actions: string[]): Grant => ({ actions, on: OWN, onlyTagged: true, deletes: true });

const of = (type: string, ...grants: Grant[]): Permissions => ({
  grants,
  source: cloudFormationSource(`AWS::EC2::${type}`),
});

const RULE_READS = reads("ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups");

/** What a deployer needs for the network. */
export const NETWORK_PERMISSIONS = {
  "aws:ec2/vpc:Vpc": of(
    "VPC",
    reads(
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeVpcAttribute",
      "ec2:DescribeVpcs",
    ),
    changes("ec2:CreateVpc", "ec2:ModifyVpcAttribute"),
    tags,
    deletes("ec2:DeleteVpc"),
  ),
  "aws:ec2/subnet:Subnet": of(
    "Subnet",
    reads("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"),
    changes("ec2:CreateSubnet", "ec2:ModifySubnetAttribute"),
    tags,
    deletes("ec2:DeleteSubnet"),
  ),
  "aws:ec2/internetGateway:InternetGateway": of(
    "InternetGateway",
    reads("ec2:DescribeInternetGateways"),
    changes("ec2:AttachInternetGateway", "ec2:CreateInternetGateway"),
    tags,
    deletes("ec2:DeleteInternetGateway", "ec2:DetachInternetGateway"),
  ),
  "aws:ec2/routeTable:RouteTable": of(
    "RouteTable",
    reads("ec2:DescribeRouteTables"),
    changes("ec2:CreateRouteTable"),
    tags,
    deletes("ec2:DeleteRouteTable"),
  ),
  "aws:ec2/route:Route": of(
    "Route",
    reads("ec2:DescribeRouteTables"),
    changes("ec2:CreateRoute", "ec2:ReplaceRoute"),
    deletes("ec2:DeleteRoute"),
  ),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": of(
    "SubnetRouteTableAssociation",
    reads("ec2:DescribeRouteTables"),
    changes("ec2:AssociateRouteTable", "ec2:ReplaceRouteTableAssociation"),
    deletes("ec2:DisassociateRouteTable"),
  ),
  "aws:ec2/eip:Eip": of(
    "EIP",
    reads("ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"),
    changes("ec2:AllocateAddress", "ec2:AssociateAddress"),
    tags,
    deletes("ec2:DisassociateAddress", "ec2:ReleaseAddress"),
  ),
  "aws:ec2/natGateway:NatGateway": of(
    "NatGateway",
    reads("ec2:DescribeNatGateways"),
    changes("ec2:CreateNatGateway"),
    tags,
    deletes("ec2:DeleteNatGateway"),
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": of(
    "VPCEndpoint",
    reads("ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"),
    changes("ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint"),
    tags,
    deletes("ec2:DeleteVpcEndpoints"),
  ),
  "aws:ec2/flowLog:FlowLog": of(
    "FlowLog",
    reads("ec2:DescribeFlowLogs"),
    { actions: ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"] },
    changes("ec2:CreateFlowLogs"),
    tags,
    deletes("ec2:DeleteFlowLogs"),
  ),
  "aws:ec2/securityGroup:SecurityGroup": of(
    "SecurityGroup",
    reads("ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups"),
    changes(
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:CreateSecurityGroup",
      "ec2:RevokeSecurityGroupEgress",
      "ec2:RevokeSecurityGroupIngress",
    ),
    tags,
    deletes("ec2:DeleteSecurityGroup"),
  ),
  // Adopted: its rules are taken away, and it is never deleted.
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": of(
    "SecurityGroup",
    reads("ec2:DescribeSecurityGroups"),
    changes("ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"),
    tags,
  ),
  // EKS makes one of the groups, without our tags.
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": of(
    "SecurityGroupIngress",
    RULE_READS,
    changes(
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:ModifySecurityGroupRules",
      "ec2:RevokeSecurityGroupIngress",
    ),
    tags,
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": of(
    "SecurityGroupEgress",
    RULE_READS,
    changes(
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:ModifySecurityGroupRules",
      "ec2:RevokeSecurityGroupEgress",
    ),
    tags,
  ),
  "aws:ec2/networkInterface:NetworkInterface": of(
    "NetworkInterface",
    reads("ec2:DescribeNetworkInterfaces"),
    changes(
      "ec2:AttachNetworkInterface",
      "ec2:CreateNetworkInterface",
      "ec2:ModifyNetworkInterfaceAttribute",
    ),
    tags,
    deletes("ec2:DeleteNetworkInterface", "ec2:DetachNetworkInterface"),
  ),
  "aws:ec2/instance:Instance": {
    ...of(
      "Instance",
      reads(
        "ec2:DescribeIamInstanceProfileAssociations",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceAttribute",
        "ec2:DescribeInstanceCreditSpecifications",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeInstances",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
      ),
      { actions: ["ec2:RunInstances"], on: [...OWN, IMAGES] },
      changes(
        "ec2:AssociateIamInstanceProfile",
        "ec2:ModifyInstanceAttribute",
        "ec2:ModifyInstanceCreditSpecification",
        "ec2:ModifyInstanceMaintenanceOptions",
        "ec2:ModifyInstanceMetadataOptions",
        "ec2:ReplaceIamInstanceProfileAssociation",
        "ec2:StartInstances",
        "ec2:StopInstances",
      ),
      tags,
      deletes("ec2:TerminateInstances"),
    ),
    passesRolesTo: ["ec2.amazonaws.com"],
  },
} as const satisfies Readonly<Record<string, Permissions>>;
