import { isSet, recordOf } from "../../models/manifest/values";
import { nextMinorVersion } from "../../models/manifest/version";
import { EXAMPLE_ACCOUNT } from "../example-account";
import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { AWS_NOT_REREAD } from "../sources";
import { eksClusterPrice } from "./cluster-price";
import { VERSION_CHANGES } from "./cluster-version";

/** End of what the texts of a second, third and further cluster are made of. */
const ANOTHER = /-\d+$/;

const regionOf = ({ region }: Readonly<Record<string, unknown>>): string =>
  typeof region === "string" ? region : "us-east-1";

export const eksCluster = kind("aws:eks/cluster:Cluster", {
  name: { input: "name", lengthMax: 100, identity: refusesSecond("name") },
  tags: "tags",
  price: priced(eksClusterPrice, [
    {
      title: "EKS, extended support",
      usageType: /AmazonEKS-Hours:extendedSupport/,
      priceKey: /^eks\.(?:extendedSupport|controlPlane\.extendedSupport)/,
    },
    { title: "EKS control plane", usageType: /AmazonEKS-Hours:perCluster/, priceKey: /^eks\.controlPlane$/ },
  ]),
  replaces: {
    inputs: [
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
      "kubernetesNetworkConfig.ipFamily",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
      "name",
      "outpostConfig.controlPlaneInstanceType",
      "outpostConfig.controlPlanePlacement.groupName",
      "roleArn",
    ],
    conditional: [
      {
        property: "encryptionConfig",
        when: "envelope encryption was configured and is removed (adding it later is in place and cannot be undone)",
        decides: (before, after) => isSet(before["encryptionConfig"]) && !isSet(after["encryptionConfig"]),
        source: "hashicorp/terraform-provider-aws:internal/service/eks/cluster.go (v6.2x+)",
      },
    ],
    rejected: [
      {
        property: "accessConfig.authenticationMode",
        when: "only CONFIG_MAP -> API_AND_CONFIG_MAP -> API; the API refuses the way back (an error, not a replacement)",
        source:
          "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html ; https://eksworkshop.com/docs/security/cluster-access-management/managing",
      },
      {
        property: "version",
        when: "a lower version, or one more than one minor version higher, is refused by the API (an error, not a replacement)",
        source: "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
      },
      {
        property: "vpcConfig.subnetIds",
        when: "subnets of another VPC, or fewer than two zones, are refused by the API (an error, not a replacement)",
        source: AWS_NOT_REREAD,
      },
      {
        property: "vpcConfig.controlPlaneEgressMode",
        when: "CUSTOMER_ROUTED -> AWS_MANAGED is refused",
        source: "AWS API text shipped in botocore 1.44.5, eks VpcConfigRequest",
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/eks/cluster.go (v6.2x+)",
  },
  changes: [
    {
      property: "enabledClusterLogTypes",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 2,
      minutesMax: 10,
      note: "The control plane sends other logs",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    },
    ...VERSION_CHANGES,
  ],
  creates: [
    {
      minutesMin: 10,
      minutesMax: 16,
      basis: "documented",
      note: "API_CreateCluster: typically 10 to 15 minutes; a published test over 21 regions saw 13 to 16",
      source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
    },
  ],
  readsBack: [
    {
      property: "version",
      moves: ({ version, upgradePolicy }) =>
        recordOf(upgradePolicy)["supportType"] === "STANDARD" ? nextMinorVersion(version) : undefined,
      note: "With the policy STANDARD, AWS upgrades the control plane by a minor version when its standard support ends",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html",
    },
  ],
  computed: (name, inputs) => ({
    // Of another cluster of the same name it is the same; its endpoint and its security group are not.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
    arn: `arn:aws:eks:${regionOf(inputs)}:${EXAMPLE_ACCOUNT}:cluster/${String(inputs["name"])}`,
    endpoint: `https://${name}.gr7.us-east-1.eks.amazonaws.com`,
    certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    certificateAuthorities: [{ data: "Y2VydGlmaWNhdGU=" }],
    vpcConfig: {
      ...recordOf(inputs["vpcConfig"]),
      clusterSecurityGroupId: `sg-eks-cluster${ANOTHER.exec(name)?.[0] ?? ""}`,
    },
  }),
  refusals: [
    {
      id: "eks-version-goes-back",
      on: ["update"],
      message: "InvalidParameterException: a control plane cannot go back to an earlier version.",
      statement: "A control plane goes to the same or a later version.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
    },
    {
      id: "eks-version-skips-one",
      on: ["update"],
      message: "InvalidParameterException: a control plane is updated by one minor version at a time.",
      statement: "A control plane goes up by one minor version at a time.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
    },
    {
      id: "eks-zone-added-later",
      on: ["update"],
      message:
        "InvalidParameterException: subnets given to a cluster later must lie in the zones it was created with.",
      statement: "Subnets that a cluster is given later lie in the zones of those it was created with.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    },
    {
      id: "eks-fewer-than-two-zones",
      on: ["create", "update"],
      message: "InvalidParameterException: a cluster needs subnets in at least two zones.",
      statement: "A cluster needs subnets in two zones at least.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/en_en/eks/latest/userguide/network-reqs.md",
    },
    {
      id: "eks-zone-without-control-plane",
      on: ["create", "update"],
      message:
        "UnsupportedAvailabilityZoneException: the control plane cannot be in one of the subnets' zones.",
      statement: "The control plane is not offered in use1-az3, usw1-az2 and cac1-az3.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    },
    {
      id: "eks-auto-mode-switches",
      on: ["create", "update"],
      message:
        "InvalidRequestException: computeConfig, elasticLoadBalancing and blockStorage are all enabled or all disabled.",
      statement: "Compute, load balancing and block storage of Auto Mode are enabled together.",
      evidence: "read",
      source: "@pulumi/aws 7.48.0, eks/cluster.d.ts",
    },
    {
      id: "eks-node-role-without-pools",
      on: ["create", "update"],
      message: "InvalidParameterException (400): nodeRoleArn is given while no built-in node pool is.",
      statement: "Without built-in pools the API refuses a node role.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html",
    },
    {
      id: "eks-auto-mode-with-bootstrapped-add-ons",
      on: ["create"],
      message: "InvalidParameterException: Auto Mode needs bootstrapSelfManagedAddons set to false.",
      statement: "A cluster in Auto Mode is created with bootstrapSelfManagedAddons false.",
      evidence: "read",
      source: "@pulumi/aws 7.48.0, eks/cluster.d.ts",
    },
    {
      id: "eks-authentication-mode-goes-back",
      on: ["update"],
      message:
        "InvalidParameterException: authenticationMode goes from CONFIG_MAP towards API and never back.",
      statement: "The authentication mode moves from CONFIG_MAP to API and cannot return.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
    },
    {
      id: "eks-control-plane-egress-goes-back",
      on: ["update"],
      message: "InvalidParameterException: controlPlaneEgressMode cannot go back to AWS_MANAGED.",
      statement: "Egress of the control plane cannot go from CUSTOMER_ROUTED back to AWS_MANAGED.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html",
    },
    {
      id: "eks-deletion-protection",
      on: ["delete"],
      message:
        "InvalidRequestException: the cluster has deletion protection. Switch it off in an `up` first.",
      statement: "A cluster with deletion protection is not deleted.",
      evidence: "read",
      source: "@pulumi/aws 7.48.0, eks/cluster.d.ts",
    },
  ],
});
