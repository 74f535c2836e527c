import { changesBetween } from "../../models/manifest/changes";
import { at, isSet, listOf, recordOf } from "../../models/manifest/values";
import type { World } from "../world";
import type { Refusal } from "./refusal";

const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
/** CloudFront takes its certificate and its web ACL from this region alone. */
const CLOUDFRONT_REGION = "us-east-1";

const isAttached = (id: string | null, world: World): boolean =>
  world
    .ofType(DISTRIBUTION)
    .some(({ inputs }) =>
      listOf(inputs["origins"]).some((origin) => at(origin, "vpcOriginConfig.vpcOriginId") === id),
    );

/** Objects of other types that name an id in one of their inputs. */
const usersOf = (world: World, id: string, types: Readonly<Record<string, readonly string[]>>): boolean =>
  Object.entries(types).some(([type, paths]) =>
    world.ofType(type).some(({ inputs }) =>
      paths.some((path) => {
        const value = at(inputs, path);
        return value === id || listOf(value).includes(id);
      }),
    ),
  );

const inUse = (
  id: string,
  type: string,
  message: string,
  users: Readonly<Record<string, readonly string[]>>,
): Refusal => ({
  id,
  type,
  on: ["delete"],
  message,
  applies: ({ id: own, world }) => own !== null && usersOf(world, own, users),
});

export const EDGE_AND_NETWORK_REFUSALS: readonly Refusal[] = [
  {
    id: "vpc-origin-update-in-use",
    type: VPC_ORIGIN,
    on: ["update"],
    message:
      "CannotUpdateEntityWhileInUse (409): a distribution uses the VPC origin. Create another one, switch the distribution, delete the old one.",
    applies: ({ before, after, id, world }) =>
      changesBetween(before["vpcOriginEndpointConfig"], after["vpcOriginEndpointConfig"]).length > 0 &&
      isAttached(id, world),
  },
  {
    id: "vpc-origin-delete-in-use",
    type: VPC_ORIGIN,
    on: ["delete"],
    message: "CannotDeleteEntityWhileInUse (409): a distribution uses the VPC origin.",
    applies: ({ id, world }) => isAttached(id, world),
  },
  {
    id: "vpc-origin-without-internet-gateway",
    type: VPC_ORIGIN,
    on: ["create"],
    message: "InvalidArgument: the VPC of the origin has no internet gateway.",
    applies: ({ world }) =>
      !world.ofType("aws:ec2/internetGateway:InternetGateway").some(({ inputs }) => isSet(inputs["vpcId"])),
  },
  {
    id: "web-acl-outside-us-east-1",
    type: "aws:wafv2/webAcl:WebAcl",
    on: ["create"],
    message: "WAFInvalidParameterException: a web ACL of scope CLOUDFRONT is created in us-east-1.",
    applies: ({ after, region }) =>
      after["scope"] === "CLOUDFRONT" && (after["region"] ?? region) !== CLOUDFRONT_REGION,
  },
  {
    id: "certificate-outside-us-east-1",
    type: DISTRIBUTION,
    on: ["create", "update"],
    message: "InvalidViewerCertificate: CloudFront takes certificates of us-east-1 only.",
    applies: ({ after, world }) => {
      const arn = at(after, "viewerCertificate.acmCertificateArn");
      return world
        .ofType("aws:acm/certificate:Certificate")
        .some(({ outputs }) => outputs["arn"] === arn && outputs["region"] !== CLOUDFRONT_REGION);
    },
  },
  {
    id: "load-balancer-deletion-protection",
    type: "aws:lb/loadBalancer:LoadBalancer",
    on: ["delete"],
    message:
      "OperationNotPermitted: the load balancer has deletion protection. Switch it off in an `up` first.",
    applies: ({ before }) => before["enableDeletionProtection"] === true,
  },
  {
    id: "target-group-in-use",
    type: "aws:lb/targetGroup:TargetGroup",
    on: ["delete"],
    message: "ResourceInUse: a listener forwards to the target group.",
    applies: ({ object, world }) =>
      world
        .ofType("aws:lb/listener:Listener")
        .some(({ inputs }) =>
          listOf(inputs["defaultActions"]).some((action) =>
            [
              recordOf(action)["targetGroupArn"],
              ...listOf(at(action, "forward.targetGroups")).map((group) => recordOf(group)["arn"]),
            ].includes(object?.outputs["arn"]),
          ),
        ),
  },
  inUse("vpc-in-use", "aws:ec2/vpc:Vpc", "DependencyViolation: the VPC holds subnets or security groups.", {
    "aws:ec2/subnet:Subnet": ["vpcId"],
    "aws:ec2/securityGroup:SecurityGroup": ["vpcId"],
    "aws:ec2/internetGateway:InternetGateway": ["vpcId"],
  }),
  inUse("subnet-in-use", "aws:ec2/subnet:Subnet", "DependencyViolation: something lives in the subnet.", {
    "aws:ec2/natGateway:NatGateway": ["subnetId"],
    "aws:ec2/networkInterface:NetworkInterface": ["subnetId"],
    "aws:eks/cluster:Cluster": ["vpcConfig.subnetIds"],
    "aws:lb/loadBalancer:LoadBalancer": ["subnets"],
    "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
    "aws:elasticache/subnetGroup:SubnetGroup": ["subnetIds"],
  }),
  inUse(
    "security-group-in-use",
    "aws:ec2/securityGroup:SecurityGroup",
    "DependencyViolation: something uses the security group.",
    {
      "aws:rds/instance:Instance": ["vpcSecurityGroupIds"],
      "aws:elasticache/replicationGroup:ReplicationGroup": ["securityGroupIds"],
      "aws:lb/loadBalancer:LoadBalancer": ["securityGroups"],
      "aws:ec2/networkInterface:NetworkInterface": ["securityGroups"],
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["referencedSecurityGroupId"],
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["referencedSecurityGroupId"],
    },
  ),
];
