import { STATEFUL_SET_MUTABLE } from "../../kinds/kubernetes/apps/stateful-set";
import { changesBetween } from "../../models/manifest/changes";
import { bytesOf } from "../../models/manifest/quantity";
import { isLower, minorVersionsBetween } from "../../models/manifest/version";
import { at, isSet, listOf, recordOf, type Values } from "../../models/manifest/values";
import { textOf } from "../values";
import type { World } from "../world";
import type { Condition, Conditions } from "./refusal";

const CLUSTER = "aws:eks/cluster:Cluster";
const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";

/** Zones, by id, where the EKS control plane cannot be. */
const ZONES_WITHOUT_CONTROL_PLANE = ["use1-az3", "usw1-az2", "cac1-az3"];

function zonesOf(cluster: Values, world: World): string[] {
  const subnets = listOf(at(cluster, "vpcConfig.subnetIds"));
  const zones = world
    .ofType("aws:ec2/subnet:Subnet")
    .filter(({ id }) => subnets.includes(id))
    .map(({ inputs }) => String(inputs["availabilityZoneId"] ?? inputs["availabilityZone"]));
  return [...new Set(zones)];
}

const autoModeSwitches = (cluster: Values): boolean[] =>
  [
    "computeConfig.enabled",
    "kubernetesNetworkConfig.elasticLoadBalancing.enabled",
    "storageConfig.blockStorage.enabled",
  ].map((path) => at(cluster, path) === true);

const AUTHENTICATION_MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

export const CLUSTER_REFUSALS: Conditions = {
  "eks-version-goes-back": ({ before, after }) => isLower(after["version"], before["version"]),
  "eks-version-skips-one": ({ before, after }) =>
    minorVersionsBetween(before["version"], after["version"]) > 1,
  "eks-zone-added-later": ({ object, after, world }) => {
    const first = object === null ? [] : zonesOf(object.inputs, world);
    return zonesOf(after, world).some((zone) => !first.includes(zone));
  },
  "eks-fewer-than-two-zones": ({ after, world }) => zonesOf(after, world).length < 2,
  "eks-zone-without-control-plane": ({ after, world }) =>
    zonesOf(after, world).some((zone) => ZONES_WITHOUT_CONTROL_PLANE.includes(zone)),
  "eks-auto-mode-switches": ({ after }) => new Set(autoModeSwitches(after)).size > 1,
  "eks-node-role-without-pools": ({ after }) =>
    isSet(at(after, "computeConfig.nodeRoleArn")) &&
    listOf(at(after, "computeConfig.nodePools")).length === 0,
  "eks-auto-mode-with-bootstrapped-add-ons": ({ after }) =>
    autoModeSwitches(after).includes(true) && after["bootstrapSelfManagedAddons"] !== false,
  "eks-authentication-mode-goes-back": ({ before, after }) => {
    const rank = (cluster: Values): number =>
      AUTHENTICATION_MODES.indexOf(textOf(at(cluster, "accessConfig.authenticationMode") ?? "CONFIG_MAP"));
    return rank(after) < rank(before);
  },
  "eks-control-plane-egress-goes-back": ({ before, after }) =>
    at(before, "vpcConfig.controlPlaneEgressMode") === "CUSTOMER_ROUTED" &&
    at(after, "vpcConfig.controlPlaneEgressMode") !== "CUSTOMER_ROUTED",
  "eks-deletion-protection": ({ before }) => before["deletionProtection"] === true,
  "access-entry-of-session": ({ after }) => /:sts::\d*:assumed-role\//.test(String(after["principalArn"])),
  "add-on-before-nodes": ({ world }) => world.ofType(NODE_POOL).length === 0,
  "node-class-before-access-entry": ({ after, world }) => {
    const isRole = (arn: unknown): boolean =>
      String(arn).replace(/^.*[/:]/, "") === roleHandle(String(at(after, "spec.role")), world);
    return !(
      world
        .ofType(ACCESS_ENTRY)
        .some(({ inputs }) => inputs["type"] === "EC2" && isRole(inputs["principalArn"])) &&
      world
        .ofType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
        .some(
          ({ inputs }) =>
            isRole(inputs["principalArn"]) &&
            String(inputs["policyArn"]).endsWith("/AmazonEKSAutoNodePolicy"),
        )
    );
  },
  "node-pool-changes-capacity-kind": ({ before, after }) =>
    isSet(at(before, "spec.replicas")) !== isSet(at(after, "spec.replicas")),
  "static-pool-without-surge": ({ after }) =>
    isSet(at(after, "spec.replicas")) &&
    isSet(at(after, "spec.limits.nodes")) &&
    Number(at(after, "spec.limits.nodes")) <= Number(at(after, "spec.replicas")),
  "target-group-without-cluster-tag": ({ after, world }) => {
    const group = world
      .ofType("aws:lb/targetGroup:TargetGroup")
      .find(({ outputs }) => outputs["arn"] === at(after, "spec.targetGroupARN"));
    const tag = recordOf(group?.inputs["tags"])["eks:eks-cluster-name"];
    return !world.ofType(CLUSTER).some(({ inputs }) => inputs["name"] === tag);
  },
};

/** What the ARN of a role ends with: its name in AWS, its handle in this world. */
function roleHandle(name: string, world: World): string {
  const role = world.ofType("aws:iam/role:Role").find(({ inputs }) => inputs["name"] === name);
  return textOf(role?.outputs["arn"] ?? name).replace(/^.*[/:]/, "");
}

const bytesAt = (inputs: Values, path: string): number => bytesOf(String(at(inputs, path))) ?? NaN;

const specChanges = (before: Values, after: Values) => changesBetween(before["spec"], after["spec"]);

const selectorMissesTemplate: Condition = ({ after }) => {
  const labels = recordOf(at(after, "spec.template.metadata.labels"));
  return Object.entries(recordOf(at(after, "spec.selector.matchLabels"))).some(
    ([key, value]) => labels[key] !== value,
  );
};

export const OBJECT_REFUSALS: Conditions = {
  "claim-shrinks": ({ before, after }) =>
    bytesAt(after, "spec.resources.requests.storage") < bytesAt(before, "spec.resources.requests.storage"),
  "stateful-set-frozen-field": ({ before, after }) =>
    specChanges(before, after).some(
      ({ generic }) => !STATEFUL_SET_MUTABLE.includes(/^[^.[]*/.exec(generic)?.[0] ?? ""),
    ),
  "storage-class-changes": ({ before, after }) =>
    ["reclaimPolicy", "volumeBindingMode"].some((field) => before[field] !== after[field]),
  "deployment-selector-misses-template": selectorMissesTemplate,
  "stateful-set-selector-misses-template": selectorMissesTemplate,
};
