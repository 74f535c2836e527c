import { given, is, like, someOf } from "./expectation";
import { availability, data, privacy, type Safety } from "./safety";

const ROLE = "aws:iam/role:Role";
const CLUSTER = "aws:eks/cluster:Cluster";

/** What the safety of EKS rests on. */
export const CLUSTER_SAFETY = {
  "aws:eks/cluster:Cluster": {
    guards: [
      privacy(
        "accessConfig.bootstrapClusterCreatorAdminPermissions",
        is(false),
        "Whoever made the cluster would stay its administrator, and no entry would say so",
      ),
      privacy(
        "vpcConfig.endpointPrivateAccess",
        is(true),
        "Nodes would reach the API by the internet, from addresses that have to be let in",
      ),
      data("deletionProtection", is(true), "One call would delete the cluster with all its objects"),
      availability("vpcConfig.subnetIds", someOf(2), "The API would be lost with a zone"),
      availability(
        "version",
        like(/^1\.\d+$/, "a version such as 1.35"),
        "EKS would take its newest version, untried",
      ),
    ],
    refusedWithout: ["roleArn"],
    refers: {
      "encryptionConfig.provider.keyArn": "aws:kms/key:Key",
      roleArn: ROLE,
      "vpcConfig.subnetIds[]": "aws:ec2/subnet:Subnet",
    },
    harmless: {
      refused: [
        "bootstrapSelfManagedAddons",
        "computeConfig",
        "storageConfig",
        "kubernetesNetworkConfig",
        "enabledClusterLogTypes[0]",
      ],
      working: ["vpcConfig.endpointPublicAccess"],
    },
  },
  "aws:eks/accessEntry:AccessEntry": {
    guards: [
      privacy("type", is("STANDARD", "EC2", "EC2_LINUX"), "Another type brings rights of its own", {
        absent: "EKS takes STANDARD, which has no rights of its own",
      }),
    ],
    refers: { clusterName: CLUSTER },
    required: ["clusterName"],
    dispensable: "Without its entry a principal has no access",
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    guards: [
      privacy(
        "policyArn",
        like(
          /^arn:aws[\w-]*:eks::aws:cluster-access-policy\/AmazonEKS(ClusterAdmin|Admin|Edit|View|AutoNode)Policy$/,
          "a policy of EKS",
        ),
        "Its rights would not be known",
      ),
      privacy("accessScope.type", is("cluster", "namespace"), "Its reach would not be known"),
    ],
    refers: { clusterName: CLUSTER },
    required: ["clusterName"],
    dispensable: "Without its policy a principal has no rights",
  },
  "aws:eks/addon:Addon": {
    refers: { clusterName: CLUSTER },
    guards: [availability("addonVersion", given, "EKS would take its newest version, untried")],
    harmless: {
      refused: ["addonName"],
      working: [
        "configurationValues",
        "resolveConflictsOnCreate",
        "resolveConflictsOnUpdate",
        "addonVersion",
      ],
    },
    dispensable: "Without its figures nothing scales; the first HorizontalPodAutoscaler says so",
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    refers: {
      clusterName: CLUSTER,
      roleArn: ROLE,
      namespace: "kubernetes:core/v1:Namespace",
      serviceAccount: "kubernetes:core/v1:ServiceAccount",
    },
    required: ["clusterName", "roleArn", "namespace", "serviceAccount"],
    dispensable: "Without it pods have no rights",
  },
} as const satisfies Readonly<Record<string, Safety>>;
