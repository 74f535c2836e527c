import awsData from "./aws-replace-on-change.json";
import kubernetesData from "./kubernetes-immutable.json";
import { changesBetween, touches, type PathChange } from "../manifest/changes";
import { at, isSet, listOf, type Values } from "../manifest/values";

interface Condition {
  readonly property: string;
}
interface AwsEntry {
  readonly replace: readonly string[];
  readonly conditionalReplace?: readonly Condition[];
}
interface KubernetesEntry {
  readonly replace: readonly string[];
  /** Setting of the provider that turns the replacement into an update. */
  readonly mutableWith?: string;
  /** Those that replace in spite of the setting. */
  readonly keepsReplacing?: readonly string[];
}

const awsTypes: Readonly<Record<string, AwsEntry | undefined>> = awsData.types;
const kubernetesKinds: Readonly<Record<string, KubernetesEntry | undefined>> = kubernetesData.kinds;

type Decides = (before: Values, after: Values, change: PathChange) => boolean;

const always: Decides = () => true;
const isNetworkLoadBalancer = (inputs: Values): boolean => inputs["loadBalancerType"] === "network";
const loses = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.some((item) => after.every((other) => changesBetween(item, other).length > 0));
const numbers = (version: unknown): number[] =>
  (typeof version === "string" || typeof version === "number" ? String(version) : "").split(".").map(Number);

/** Whether a version is below another, number by number; a part that one of them leaves open decides nothing. */
export function isLower(version: unknown, than: unknown): boolean {
  const [left, right] = [numbers(version), numbers(than)];
  const index = left.findIndex((part, position) => part !== right[position]);
  const [a, b] = [left[index], right[index]];
  return a !== undefined && b !== undefined && a < b;
}

/** The conditions of the data, which states them in words, as functions; by type and property. */
export const CONDITIONS: Readonly<Record<string, Decides>> = {
  "aws:ec2/eip:Eip ipamPoolId": always,
  "aws:ec2/instance:Instance userData": (_before, after) => after["userDataReplaceOnChange"] === true,
  "aws:ec2/natGateway:NatGateway availabilityZoneAddresses": (before, after) =>
    isSet(before["availabilityZoneAddresses"]) !== isSet(after["availabilityZoneAddresses"]),
  "aws:ec2/networkInterface:NetworkInterface privateIps": (before, after) =>
    after["privateIpListEnabled"] !== true &&
    loses(listOf(before["privateIps"]).slice(0, 1), listOf(after["privateIps"])),
  "aws:ec2/networkInterface:NetworkInterface privateIpLists": (before, after) =>
    after["privateIpListEnabled"] === true &&
    listOf(before["privateIpLists"])[0] !== listOf(after["privateIpLists"])[0],
  "aws:ec2/networkInterface:NetworkInterface enablePrimaryIpv6": (before) =>
    before["enablePrimaryIpv6"] === true,
  "aws:ec2/subnet:Subnet ipv6CidrBlock": (before) => before["assignIpv6AddressOnCreation"] === true,
  "aws:ec2/vpc:Vpc instanceTenancy": (_before, after) => after["instanceTenancy"] === "dedicated",
  "aws:ec2/vpcEndpoint:VpcEndpoint privateDnsEnabled": (_before, after) =>
    after["vpcEndpointType"] !== "Interface",
  "aws:eks/cluster:Cluster encryptionConfig": (before, after) =>
    isSet(before["encryptionConfig"]) && !isSet(after["encryptionConfig"]),
  "aws:elasticache/replicationGroup:ReplicationGroup engine": (before, after) =>
    !(before["engine"] === "redis" && after["engine"] === "valkey"),
  "aws:elasticache/replicationGroup:ReplicationGroup engineVersion": (before, after) =>
    isLower(after["engineVersion"], before["engineVersion"]),
  "aws:elasticache/replicationGroup:ReplicationGroup transitEncryptionEnabled": (before) =>
    isLower(before["engineVersion"], "7.0.5"),
  "aws:elasticache/replicationGroup:ReplicationGroup nodeGroupConfigurations": always,
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream opensearchConfiguration.vpcConfig": always,
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream elasticsearchConfiguration.vpcConfig": always,
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream opensearchserverlessConfiguration.vpcConfig":
    always,
  "aws:lb/loadBalancer:LoadBalancer subnets": (before, after) =>
    isNetworkLoadBalancer(after) && loses(listOf(before["subnets"]), listOf(after["subnets"])),
  "aws:lb/loadBalancer:LoadBalancer subnetMappings": (before, after) =>
    isNetworkLoadBalancer(after) && loses(listOf(before["subnetMappings"]), listOf(after["subnetMappings"])),
  "aws:lb/loadBalancer:LoadBalancer securityGroups": (before, after) =>
    isNetworkLoadBalancer(after) &&
    (listOf(before["securityGroups"]).length === 0) !== (listOf(after["securityGroups"]).length === 0),
  "aws:lb/loadBalancer:LoadBalancer secondaryIpsAutoAssignedPerSubnet": (before, after) =>
    isNetworkLoadBalancer(after) &&
    Number(after["secondaryIpsAutoAssignedPerSubnet"] ?? 0) <
      Number(before["secondaryIpsAutoAssignedPerSubnet"] ?? 0),
  "aws:rds/instance:Instance restoreToPointInTime": (before, after) =>
    isSet(before["restoreToPointInTime"]) !== isSet(after["restoreToPointInTime"]),
  "aws:secretsmanager/secret:Secret type": always,
  "aws:secretsmanager/secretVersion:SecretVersion secretString": (before, after) =>
    !(isSet(before["secretString"]) && isSet(after["secretStringWo"])),
  "aws:secretsmanager/secretVersion:SecretVersion secretStringWoVersion": always,
};

/** Types and kinds whose replacement the data decides. */
export const isJudged = (type: string): boolean =>
  type.startsWith("random:") || type in awsTypes || type in kubernetesKinds;

function awsReplaces(
  type: string,
  before: Values,
  after: Values,
  region: string,
  change: PathChange,
): boolean {
  const entry = awsTypes[type];
  // A type without data: say that it is replaced, so that the gap shows.
  if (entry === undefined) return true;
  if (touches(change, "region")) return (at(before, "region") ?? region) !== (at(after, "region") ?? region);
  if (entry.replace.some((property) => touches(change, property))) return true;
  return (entry.conditionalReplace ?? [])
    .filter(({ property }) => touches(change, property))
    .some(({ property }) => CONDITIONS[`${type} ${property}`]?.(before, after, change) ?? true);
}

/** Changes of an AWS resource that force a replacement, by what is known of the provider. */
export function awsReplacing(
  type: string,
  before: Values,
  after: Values,
  changes: readonly PathChange[],
  region: string,
): PathChange[] {
  return changes.filter((change) => awsReplaces(type, before, after, region, change));
}

/** Changes of a Kubernetes object for which the provider deletes and creates it. */
export function kubernetesReplacing(
  type: string,
  changes: readonly PathChange[],
  isSwitchedOn: (setting: string) => boolean,
): PathChange[] {
  const entry = kubernetesKinds[type];
  const everyKind = kubernetesData.everyKind.replace;
  if (entry === undefined) return [...changes];
  const isMutable = entry.mutableWith !== undefined && isSwitchedOn(entry.mutableWith);
  const paths = [...everyKind, ...(isMutable ? (entry.keepsReplacing ?? []) : entry.replace)];
  return changes.filter((change) => paths.some((path) => touches(change, path)));
}
