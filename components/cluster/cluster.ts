import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { createLogGroup } from "../shared/log-group";
import type { ClusterReference, NetworkReference } from "../shared/references";
import { createAccessEntry, deployerRole, type Access } from "./access-entry";
import { clusterNameOf, type ClusterRoles } from "./cluster-roles";
import { controlPlaneSettings, type ClusterAccess, type KubernetesVersion } from "./control-plane";
import { kubeconfig } from "./kubeconfig";
import { METRICS_SERVER, metricsServerValues } from "./metrics-server";
import { NodePools, type NodePoolsArgs } from "./node-pools";
import { appPools, qdrantPools, type PlannedPool, type PoolPlanArgs } from "./pool-plan";

export interface ClusterArgs extends PoolPlanArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["cluster"];
  readonly kubernetes: KubernetesVersion;
  readonly network: NetworkReference;
  readonly roles: ClusterRoles;
  /** Key that encrypts Secrets in etcd, and the control plane's logs. */
  readonly keyArn: pulumi.Output<string>;
  readonly access: ClusterAccess;
}

/**
 * EKS in Auto Mode, for the life of the stack: AWS runs nodes, DNS, volumes and load balancing; node classes and pools
 * are our own. Nobody has access but those named, not even who created it.
 */
export class Cluster extends PlatformComponent implements ClusterReference {
  readonly clusterName: string;
  readonly cluster: aws.eks.Cluster;
  readonly securityGroupId: pulumi.Output<string>;
  readonly provider: kubernetes.Provider;
  readonly nodesReady: readonly pulumi.Resource[];
  readonly metricsReady: readonly pulumi.Resource[];

  /** @throws RangeError when the maintenance window is not weekly */
  constructor(
    name: string,
    private readonly args: ClusterArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Cluster", name, args.context, "cluster", opts);
    this.clusterName = clusterNameOf(args.context);
    this.cluster = this.createControlPlane(this.createLogGroup());
    this.securityGroupId = this.cluster.vpcConfig.clusterSecurityGroupId;
    const nodeAccess = this.admitNodes();
    const deployerAccess = this.admitDeployers();
    this.provider = this.createProvider(deployerAccess);
    const networkPolicies = this.enforceNetworkPolicies();
    this.nodesReady = [
      ...this.createNodePools("app", appPools(args), nodeAccess),
      ...this.createNodePools("qdrant", qdrantPools(args), nodeAccess),
      networkPolicies,
      ...deployerAccess.flatMap(({ resources }) => resources),
    ];
    this.metricsReady = [this.installMetricsServer()];
    this.registerOutputs({ clusterName: this.clusterName, clusterArn: this.cluster.arn });
  }

  private createLogGroup(): aws.cloudwatch.LogGroup {
    const name = `/aws/eks/${this.clusterName}/cluster`;
    return createLogGroup(this, "log-group", { name, keyArn: this.args.keyArn });
  }

  private createControlPlane(logGroup: aws.cloudwatch.LogGroup): aws.eks.Cluster {
    const { spec, kubernetes, network, roles, keyArn, access } = this.args;
    return new aws.eks.Cluster(
      this.childName("control-plane"),
      {
        name: this.clusterName,
        ...controlPlaneSettings({
          spec,
          kubernetes,
          roleArn: roles.clusterRole.arn,
          subnetIds: network.privateSubnetIds,
          access,
          keyArn,
        }),
        deletionProtection: this.deletionProtection,
        tags: this.tags(),
      },
      this.holdsData({
        dependsOn: [...roles.ready, logGroup],
        // Where AWS has upgraded it, the state may say otherwise; asking again is refused, and so is asking for less.
        ignoreChanges: kubernetes.isRunning ? ["version"] : [],
      }),
    );
  }

  private admitNodes(): readonly pulumi.Resource[] {
    return createAccessEntry(this, {
      role: "nodes",
      clusterName: this.cluster.name,
      principalArn: this.args.roles.nodeRole.arn,
      type: "EC2",
      policy: "AmazonEKSAutoNodePolicy",
    }).resources;
  }

  private admitDeployers(): Access[] {
    return [...new Set(this.args.access.deployerRoleArns)].map((principalArn) =>
      createAccessEntry(this, {
        role: deployerRole(principalArn),
        clusterName: this.cluster.name,
        principalArn,
        type: "STANDARD",
        policy: "AmazonEKSClusterAdminPolicy",
      }),
    );
  }

  private createProvider(deployerAccess: readonly Access[]): kubernetes.Provider {
    return new kubernetes.Provider(
      this.childName("provider"),
      {
        kubeconfig: pulumi.jsonStringify(
          kubeconfig({
            clusterName: this.cluster.name,
            region: this.context.region,
            endpoint: this.cluster.endpoint,
            certificateAuthorityData: this.cluster.certificateAuthority.data,
            login: this.args.access.login,
          }),
        ),
        // With it, nothing but another cluster replaces the provider, and with it every object it made.
        clusterIdentifier: this.cluster.arn,
        enableServerSideApply: true,
        // Else a changed value means a replacement, and the object is gone for a moment.
        enableConfigMapMutable: true,
        enableSecretMutable: true,
      },
      {
        parent: this,
        dependsOn: deployerAccess.flatMap(({ resources, inForce }) => [...resources, inForce]),
      },
    );
  }

  /**
   * Auto Mode reads NetworkPolicies and enforces none until this switch is set (EKS user guide, "Use Network Policies"). A patch and
   * no object of ours: where the ConfigMap is there already, made by EKS, by somebody or by a stack whose state is lost, a create is
   * refused (pulumi-kubernetes 4.29, https://github.com/pulumi/pulumi-kubernetes/issues/2926). A patch is applied by the server:
   * it makes the object where there is none, takes over this key where there is one, and leaves all others alone.
   */
  private enforceNetworkPolicies(): kubernetes.core.v1.ConfigMapPatch {
    const name = "amazon-vpc-cni";
    return new kubernetes.core.v1.ConfigMapPatch(
      this.childName("network-policies"),
      {
        metadata: {
          name,
          namespace: "kube-system",
          labels: this.objectLabels(name),
          // Else a key that somebody else has set is a conflict.
          annotations: { "pulumi.com/patchForce": "true" },
        },
        data: { "enable-network-policy-controller": "true" },
      },
      {
        parent: this,
        provider: this.provider,
        // Earlier releases made the object; without it the patch would come, and the object go with the switch in it.
        aliases: [{ type: "kubernetes:core/v1:ConfigMap" }],
      },
    );
  }

  private createNodePools(
    pays: NodePoolsArgs["pays"],
    pools: readonly PlannedPool[],
    nodeAccess: readonly pulumi.Resource[],
  ): readonly pulumi.Resource[] {
    if (pools.length === 0) return [];
    const { context, spec, network, roles } = this.args;
    const nodes = new NodePools(
      this.childName(pays),
      {
        context,
        pays,
        nodeClass: {
          nodeRoleName: roles.nodeRole.name,
          subnetIds: network.privateSubnetIds,
          securityGroupId: this.securityGroupId,
          ephemeralStorageGiB: spec.nodeEphemeralStorageGiB,
        },
        pools,
        provider: this.provider,
        joinReady: [...nodeAccess, ...network.egressReady],
      },
      { parent: this },
    );
    return nodes.pools;
  }

  /** Not part of Auto Mode. It becomes active only where its pods can run, and nobody upgrades it but this program. */
  private installMetricsServer(): aws.eks.Addon {
    const { spec, qdrant, zones } = this.args;
    const recommended = aws.eks.getAddonVersionOutput(
      { addonName: METRICS_SERVER, kubernetesVersion: this.args.kubernetes.version },
      { parent: this },
    );
    return new aws.eks.Addon(
      this.childName(METRICS_SERVER),
      {
        clusterName: this.cluster.name,
        addonName: METRICS_SERVER,
        addonVersion: recommended.version,
        configurationValues: metricsServerValues({
          cluster: spec,
          network: { zoneCount: zones.length },
          qdrant,
        }),
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        tags: this.tags(),
      },
      // After the control plane, whose version it fits.
      { parent: this, dependsOn: [this.cluster, ...this.nodesReady] },
    );
  }
}
