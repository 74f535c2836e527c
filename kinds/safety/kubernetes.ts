import { at } from "../../models/manifest/values";
import { given, is, like, not, someOf } from "./expectation";
import { availability, data, privacy, type Safety } from "./safety";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const OBJECT = { refers: { "metadata.namespace": NAMESPACE }, required: ["metadata.namespace"] } as const;

/** What the safety of the cluster's other objects rests on. */
export const KUBERNETES_SAFETY = {
  "kubernetes:core/v1:Namespace": { dispensable: "Its objects are refused" },
  "kubernetes:core/v1:ConfigMap": {
    ...OBJECT,
    harmless: { proven: ["data"] },
    dispensable: "Pods that read it do not start",
  },
  "kubernetes:core/v1:ConfigMapPatch": {
    harmless: { refused: ["metadata.namespace"] },
  },
  "kubernetes:core/v1:Secret": {
    ...OBJECT,
    harmless: { working: ["stringData", "data"], refused: ["type"] },
    dispensable: "Pods that read it do not start",
  },
  "kubernetes:core/v1:Service": {
    ...OBJECT,
    guards: [
      privacy("spec.externalIPs", is(undefined), "The node would take what is meant for an address outside", {
        absent: "None",
      }),
      privacy("spec.ports[].nodePort", is(undefined), "Every node's own address would answer", {
        absent: "None",
      }),
    ],
    harmless: {
      working: ["spec.selector", "spec.ports", "spec.publishNotReadyAddresses"],
      refused: ["spec.clusterIP"],
    },
    defaults: { "spec.type": "ClusterIP" },
    refusedWithout: ["spec"],
    dispensable: "Nobody finds the pods",
  },
  "kubernetes:core/v1:ServiceAccount": {
    ...OBJECT,
    guards: [
      privacy(
        "automountServiceAccountToken",
        is(false),
        "A pod that is broken into could ask the Kubernetes API",
      ),
    ],
    dispensable: "Pods that name it do not start",
  },
  "kubernetes:core/v1:PersistentVolumeClaim": {
    ...OBJECT,
    harmless: { sizes: ["spec.resources"], refused: ["spec.accessModes", "spec.volumeMode"] },
    refers: { ...OBJECT.refers, "spec.storageClassName": "kubernetes:storage.k8s.io/v1:StorageClass" },
    required: ["metadata.namespace", "spec.storageClassName"],
    dispensable: "The StatefulSet makes it, smaller",
  },
  "kubernetes:storage.k8s.io/v1:StorageClass": {
    guards: [
      data("reclaimPolicy", is("Retain"), "Deleting a claim would delete the vectors"),
      availability(
        "volumeBindingMode",
        is("WaitForFirstConsumer"),
        "A volume could lie in a zone in which its pod cannot",
      ),
      availability("allowVolumeExpansion", is(true), "A volume could not grow"),
      privacy(
        "parameters.kmsKeyId",
        given,
        "AWS's own key would encrypt volumes, whose use nobody here can forbid",
      ),
    ],
    refers: { "parameters.kmsKeyId": "aws:kms/key:Key" },
    harmless: {
      sizes: ["parameters.type", "parameters.csi.storage.k8s.io/fstype"],
      texts: [1, 2, 3, 4, 5, 6].map((index) => `parameters.tagSpecification_${index}`),
      refused: ["provisioner"],
    },
    dispensable: "No new volume is made",
  },
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": {
    ...OBJECT,
    refusedWithout: ["spec"],
    dispensable: "Without it less is allowed; the one that denies has a rule of its own",
  },
  "kubernetes:policy/v1:PodDisruptionBudget": {
    ...OBJECT,
    guards: [
      availability("spec.maxUnavailable", given, "Nobody would have said how many pods may go at once", {
        when: (inputs) => at(inputs, "spec.minAvailable") === undefined,
      }),
      availability(
        "spec.unhealthyPodEvictionPolicy",
        is("AlwaysAllow"),
        "A pod that never becomes ready would keep its node for ever",
      ),
    ],
  },
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": {
    ...OBJECT,
    guards: [
      availability("spec.minReplicas", not(undefined, 0), "One pod would be left at night"),
      availability("spec.metrics", someOf(1), "Nothing would scale"),
    ],
    harmless: {
      timing: ["spec.behavior"],
      sizes: ["spec.maxReplicas", "spec.metrics"],
      refused: ["spec.scaleTargetRef"],
    },
    dispensable: "The number of pods stays as it is",
  },
  "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding": {
    refusedWithout: ["spec"],
    ...OBJECT,
    refers: { ...OBJECT.refers, "spec.targetGroupARN": "aws:lb/targetGroup:TargetGroup" },
    required: ["metadata.namespace", "spec.targetGroupARN"],
    harmless: { refused: ["spec.targetType"], working: ["spec.serviceRef"] },
    dispensable: "No pod gets requests",
  },
  "kubernetes:eks.amazonaws.com/v1:NodeClass": {
    guards: [
      privacy("spec.networkPolicy", is("DefaultAllow", "DefaultDeny"), "No network policy would be enforced"),
      privacy("spec.securityGroupSelectorTerms", someOf(1), "Nobody would have said who reaches nodes"),
      privacy("spec.subnetSelectorTerms", someOf(1), "Nodes could stand in public subnets"),
      privacy(
        "spec.ephemeralStorage.kmsKeyID",
        like(/./, "a key"),
        "The disks of nodes would be under AWS's own key",
        { absent: "AWS encrypts them with its own key" },
      ),
    ],
    refers: {
      "spec.role": "aws:iam/role:Role",
      "spec.subnetSelectorTerms[].id": "aws:ec2/subnet:Subnet",
      "spec.securityGroupSelectorTerms[].id": [
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:eks/cluster:Cluster",
      ],
    },
    required: ["spec.role", "spec.subnetSelectorTerms[].id", "spec.securityGroupSelectorTerms[].id"],
    harmless: {
      sizes: ["spec.ephemeralStorage$", "spec.ephemeralStorage.size", "spec.tags"],
      timing: ["spec.networkPolicyEventLogs"],
    },
    dispensable: "No node starts",
  },
  "kubernetes:karpenter.sh/v1:NodePool": {
    guards: [
      privacy(
        "spec.template.spec.expireAfter",
        like(/^([1-9]\d?|[1-6]\d\d|7[01]\d|720)h$/, "1h to 720h"),
        "Nodes would keep an image with known holes",
      ),
      availability("spec.limits", given, "A mistake could start nodes without end"),
    ],
    harmless: {
      sizes: ["spec.limits", "spec.replicas", "spec.template.spec.requirements"],
      timing: ["spec.disruption", "spec.template.spec.terminationGracePeriod"],
      refused: ["spec.template.spec.nodeClassRef"],
      working: ["spec.template.spec.taints", "spec.template.metadata"],
    },
    dispensable: "No node starts",
  },
} as const satisfies Readonly<Record<string, Safety>>;
