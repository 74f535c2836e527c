import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import type { ClusterLogin } from "./kubeconfig";

/** Who reaches the cluster's API, and from where. */
export interface ClusterAccess {
  /** IAM roles that administer the cluster. */
  readonly deployerRoleArns: readonly string[];
  /** Addresses that may reach the API from the internet; without effect when it is private only. */
  readonly publicAccessCidrs: readonly string[];
  readonly privateOnly: boolean;
  /** Credentials of the cluster's login, where they are not the ambient ones. */
  readonly login?: ClusterLogin;
}

/** Version of the control plane and of what follows it. */
export interface KubernetesVersion {
  /** Minor version after this `up`, such as `1.35`. */
  readonly version: string;
  /** Whether the control plane runs it already: then nobody may ask for it once more. */
  readonly isRunning: boolean;
}

export interface ControlPlaneArgs {
  readonly spec: Pick<TierSpec["cluster"], "controlPlaneLogTypes">;
  readonly kubernetes: KubernetesVersion;
  readonly roleArn: pulumi.Output<string>;
  /** Of all three zones from the beginning: EKS takes later subnets only in the zones it was created with. */
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly access: ClusterAccess;
  /** Key that encrypts Secrets in etcd. */
  readonly keyArn: pulumi.Output<string>;
}

/** EKS in Auto Mode, beside its name, its deletion protection and its tags. */
export function controlPlaneSettings({
  spec,
  kubernetes,
  roleArn,
  subnetIds,
  access,
  keyArn,
}: ControlPlaneArgs): aws.eks.ClusterArgs {
  return {
    version: kubernetes.version,
    upgradePolicy: { supportType: "STANDARD" },
    roleArn,
    bootstrapSelfManagedAddons: false,
    // The three switches of Auto Mode. No pools of EKS's own, and then no role for them: the API refuses it.
    computeConfig: { enabled: true, nodePools: [] },
    kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } },
    storageConfig: { blockStorage: { enabled: true } },
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    vpcConfig: {
      subnetIds: [...subnetIds],
      endpointPrivateAccess: true,
      endpointPublicAccess: !access.privateOnly,
      ...(access.privateOnly ? {} : { publicAccessCidrs: [...access.publicAccessCidrs] }),
    },
    encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
    enabledClusterLogTypes: [...spec.controlPlaneLogTypes],
  };
}
