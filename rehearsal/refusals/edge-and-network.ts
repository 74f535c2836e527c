import { changesBetween } from "../../models/manifest/changes";
import { at, isSet, listOf, recordOf } from "../../models/manifest/values";
import type { World } from "../world";
import type { Condition, Conditions } from "./refusal";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
/** CloudFront takes its certificate and its web ACL from this region alone. */
const CLOUDFRONT_REGION = "us-east-1";

const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

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

const inUse =
  (users: Readonly<Record<string, readonly string[]>>): Condition =>
  ({ id, world }) =>
    id !== null && usersOf(world, id, users);

export const EDGE_AND_NETWORK_REFUSALS: Conditions = {
  "vpc-origin-update-in-use": ({ before, after, id, world }) =>
    changesBetween(before["vpcOriginEndpointConfig"], after["vpcOriginEndpointConfig"]).length > 0 &&
    isAttached(id, world),
  "vpc-origin-delete-in-use": ({ id, world }) => isAttached(id, world),
  "vpc-origin-without-internet-gateway": ({ world }) =>
    !world.ofType("aws:ec2/internetGateway:InternetGateway").some(({ inputs }) => isSet(inputs["vpcId"])),
  "web-acl-outside-us-east-1": ({ after, region }) =>
    after["scope"] === "CLOUDFRONT" && (after["region"] ?? region) !== CLOUDFRONT_REGION,
  "certificate-outside-us-east-1": ({ after, world }) => {
    const arn = at(after, "viewerCertificate.acmCertificateArn");
    return world
      .ofType("aws:acm/certificate:Certificate")
      .some(({ outputs }) => outputs["arn"] === arn && outputs["region"] !== CLOUDFRONT_REGION);
  },
  "listener-certificate-elsewhere": ({ after, world, region }) =>
    world
      .ofType("aws:acm/certificate:Certificate")
      .some(
        ({ outputs }) =>
          outputs["arn"] === after["certificateArn"] && (outputs["region"] ?? region) !== region,
      ),
  "load-balancer-deletion-protection": ({ before }) => before["enableDeletionProtection"] === true,
  "target-group-in-use": ({ object, world }) =>
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
  "security-group-rules-limit": ({ after, world }) =>
    isSet(after["prefixListId"]) &&
    world
      .ofType(INGRESS_RULE)
      .some(
        ({ inputs }) =>
          inputs["securityGroupId"] === after["securityGroupId"] && isSet(inputs["prefixListId"]),
      ),
  "vpc-in-use": inUse({
    "aws:ec2/subnet:Subnet": ["vpcId"],
    "aws:ec2/securityGroup:SecurityGroup": ["vpcId"],
    "aws:ec2/internetGateway:InternetGateway": ["vpcId"],
  }),
  "subnet-in-use": inUse({
    "aws:ec2/natGateway:NatGateway": ["subnetId"],
    "aws:ec2/networkInterface:NetworkInterface": ["subnetId"],
    "aws:eks/cluster:Cluster": ["vpcConfig.subnetIds"],
    "aws:lb/loadBalancer:LoadBalancer": ["subnets"],
    "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
    "aws:elasticache/subnetGroup:SubnetGroup": ["subnetIds"],
  }),
  "security-group-in-use": inUse({
    "aws:rds/instance:Instance": ["vpcSecurityGroupIds"],
    "aws:elasticache/replicationGroup:ReplicationGroup": ["securityGroupIds"],
    "aws:lb/loadBalancer:LoadBalancer": ["securityGroups"],
    "aws:ec2/networkInterface:NetworkInterface": ["securityGroups"],
    [INGRESS_RULE]: ["referencedSecurityGroupId"],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["referencedSecurityGroupId"],
  }),
};
