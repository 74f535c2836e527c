import { changesBetween } from "../../models/manifest/changes";
import { at, isSet, listOf, recordOf, type Values } from "../../models/manifest/values";
import { textOf } from "../values";
import type { World } from "../world";
import type { Refusal } from "./refusal";

const CLUSTER = "aws:eks/cluster:Cluster";
const ACCESS_ENTRY = "aws:eks/accessEntry:AccessEntry";
const NODE_CLASS = "kubernetes:eks.amazonaws.com/v1:NodeClass";
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

export const CLUSTER_REFUSALS: readonly Refusal[] = [
  {
    id: "eks-zone-added-later",
    type: CLUSTER,
    on: ["update"],
    message:
      "InvalidParameterException: subnets given to a cluster later must lie in the zones it was created with.",
    applies: ({ object, after, world }) => {
      const first = object === null ? [] : zonesOf(object.inputs, world);
      return zonesOf(after, world).some((zone) => !first.includes(zone));
    },
  },
  {
    id: "eks-fewer-than-two-zones",
    type: CLUSTER,
    on: ["create", "update"],
    message: "InvalidParameterException: a cluster needs subnets in at least two zones.",
    applies: ({ after, world }) => zonesOf(after, world).length < 2,
  },
  {
    id: "eks-zone-without-control-plane",
    type: CLUSTER,
    on: ["create", "update"],
    message:
      "UnsupportedAvailabilityZoneException: the control plane cannot be in one of the subnets' zones.",
    applies: ({ after, world }) =>
      zonesOf(after, world).some((zone) => ZONES_WITHOUT_CONTROL_PLANE.includes(zone)),
  },
  {
    id: "eks-auto-mode-switches",
    type: CLUSTER,
    on: ["create", "update"],
    message:
      "InvalidRequestException: computeConfig, elasticLoadBalancing and blockStorage are all enabled or all disabled.",
    applies: ({ after }) => new Set(autoModeSwitches(after)).size > 1,
  },
  {
    id: "eks-node-role-without-pools",
    type: CLUSTER,
    on: ["create", "update"],
    message: "InvalidParameterException (400): nodeRoleArn is given while no built-in node pool is.",
    applies: ({ after }) =>
      isSet(at(after, "computeConfig.nodeRoleArn")) &&
      listOf(at(after, "computeConfig.nodePools")).length === 0,
  },
  {
    id: "eks-auto-mode-with-bootstrapped-add-ons",
    type: CLUSTER,
    on: ["create"],
    message: "InvalidParameterException: Auto Mode needs bootstrapSelfManagedAddons set to false.",
    applies: ({ after }) =>
      autoModeSwitches(after).includes(true) && after["bootstrapSelfManagedAddons"] !== false,
  },
  {
    id: "eks-authentication-mode-goes-back",
    type: CLUSTER,
    on: ["update"],
    message: "InvalidParameterException: authenticationMode goes from CONFIG_MAP towards API and never back.",
    applies: ({ before, after }) => {
      const rank = (cluster: Values): number =>
        AUTHENTICATION_MODES.indexOf(textOf(at(cluster, "accessConfig.authenticationMode") ?? "CONFIG_MAP"));
      return rank(after) < rank(before);
    },
  },
  {
    id: "eks-control-plane-egress-goes-back",
    type: CLUSTER,
    on: ["update"],
    message: "InvalidParameterException: controlPlaneEgressMode cannot go back to AWS_MANAGED.",
    applies: ({ before, after }) =>
      at(before, "vpcConfig.controlPlaneEgressMode") === "CUSTOMER_ROUTED" &&
      at(after, "vpcConfig.controlPlaneEgressMode") !== "CUSTOMER_ROUTED",
  },
  {
    id: "eks-deletion-protection",
    type: CLUSTER,
    on: ["delete"],
    message: "InvalidRequestException: the cluster has deletion protection. Switch it off in an `up` first.",
    applies: ({ before }) => before["deletionProtection"] === true,
  },
  {
    id: "access-entry-of-session",
    type: ACCESS_ENTRY,
    on: ["create"],
    message:
      "InvalidParameterException: an access entry takes the ARN of a role or user, not of an STS session.",
    applies: ({ after }) => /:sts::\d*:assumed-role\//.test(String(after["principalArn"])),
  },
  {
    id: "add-on-before-nodes",
    type: "aws:eks/addon:Addon",
    on: ["create"],
    message: "CREATE_FAILED: the add-on did not become ACTIVE within 20 minutes: there is no node to run it.",
    applies: ({ world }) => world.ofType(NODE_POOL).length === 0,
  },
  {
    id: "node-class-before-access-entry",
    type: NODE_CLASS,
    on: ["create"],
    message:
      "Nodes of the class cannot join: its role has no access entry of type EC2 with AmazonEKSAutoNodePolicy.",
    applies: ({ after, world }) => {
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
  },
  {
    id: "node-pool-changes-capacity-kind",
    type: NODE_POOL,
    on: ["update"],
    message: "Invalid value: spec.replicas: a pool cannot change between static and dynamic capacity.",
    applies: ({ before, after }) => isSet(at(before, "spec.replicas")) !== isSet(at(after, "spec.replicas")),
  },
  {
    id: "static-pool-without-surge",
    type: NODE_POOL,
    on: ["create", "update"],
    message: "A static pool cannot replace a node: limits.nodes must exceed replicas.",
    applies: ({ after }) =>
      isSet(at(after, "spec.replicas")) &&
      isSet(at(after, "spec.limits.nodes")) &&
      Number(at(after, "spec.limits.nodes")) <= Number(at(after, "spec.replicas")),
  },
  {
    id: "target-group-without-cluster-tag",
    type: "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding",
    on: ["create"],
    message:
      "AccessDenied: RegisterTargets is allowed on target groups tagged eks:eks-cluster-name with the cluster's name only.",
    applies: ({ after, world }) => {
      const group = world
        .ofType("aws:lb/targetGroup:TargetGroup")
        .find(({ outputs }) => outputs["arn"] === at(after, "spec.targetGroupARN"));
      const tag = recordOf(group?.inputs["tags"])["eks:eks-cluster-name"];
      return !world.ofType(CLUSTER).some(({ inputs }) => inputs["name"] === tag);
    },
  },
];

/** What the ARN of a role ends with: its name in AWS, its handle in this world. */
function roleHandle(name: string, world: World): string {
  const role = world.ofType("aws:iam/role:Role").find(({ inputs }) => inputs["name"] === name);
  return textOf(role?.outputs["arn"] ?? name).replace(/^.*[/:]/, "");
}

const KIBIBYTE: Readonly<Record<string, number>> = { Ki: 1, Mi: 1024, Gi: 1024 ** 2, Ti: 1024 ** 3 };

const kibibytes = (quantity: unknown): number => {
  const [, amount = "NaN", unit = ""] = /^(\d+)(Ki|Mi|Gi|Ti)$/.exec(String(quantity)) ?? [];
  return Number(amount) * (KIBIBYTE[unit] ?? NaN);
};

/** What the API server lets change in a StatefulSet; the provider replaces the set for five other fields. */
const STATEFUL_SET_MUTABLE = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];

const specChanges = (before: Values, after: Values) => changesBetween(before["spec"], after["spec"]);

export const OBJECT_REFUSALS: readonly Refusal[] = [
  {
    id: "claim-shrinks",
    type: "kubernetes:core/v1:PersistentVolumeClaim",
    on: ["update"],
    message: "Forbidden: spec.resources.requests.storage: a claim cannot shrink.",
    applies: ({ before, after }) =>
      kibibytes(at(after, "spec.resources.requests.storage")) <
      kibibytes(at(before, "spec.resources.requests.storage")),
  },
  {
    id: "stateful-set-frozen-field",
    type: "kubernetes:apps/v1:StatefulSet",
    on: ["update"],
    message: `Forbidden: updates to statefulset spec for fields other than ${STATEFUL_SET_MUTABLE.join(", ")} are refused.`,
    applies: ({ before, after }) =>
      specChanges(before, after).some(
        ({ generic }) => !STATEFUL_SET_MUTABLE.includes(/^[^.[]*/.exec(generic)?.[0] ?? ""),
      ),
  },
  {
    id: "storage-class-changes",
    type: "kubernetes:storage.k8s.io/v1:StorageClass",
    on: ["update"],
    message: "Invalid: reclaimPolicy and volumeBindingMode of a storage class cannot change.",
    applies: ({ before, after }) =>
      ["reclaimPolicy", "volumeBindingMode"].some((field) => before[field] !== after[field]),
  },
  ...["Deployment", "StatefulSet"].map((kind): Refusal => ({
    id: `${kind === "Deployment" ? "deployment" : "stateful-set"}-selector-misses-template`,
    type: `kubernetes:apps/v1:${kind}`,
    on: ["create", "update"],
    message: "Invalid value: spec.template.metadata.labels: `selector` does not match template `labels`.",
    applies: ({ after }) => {
      const labels = recordOf(at(after, "spec.template.metadata.labels"));
      return Object.entries(recordOf(at(after, "spec.selector.matchLabels"))).some(
        ([key, value]) => labels[key] !== value,
      );
    },
  })),
];
