import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { InstanceShape, TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext, Zone } from "../shared/context";
import type { ClusterReference, NetworkReference } from "../shared/references";
import { clusterNameOf, type ClusterRoles } from "./cluster-roles";
import { kubeconfig } from "./kubeconfig";
import { disruptionBudgets, type MaintenanceWindow } from "./maintenance-window";
import { appNodePoolSpec, nodePoolName, qdrantNodePoolSpec } from "./node-pool";
import { NodePools, type NodePoolsArgs } from "./node-pools";
import { peersByZone } from "./peers-by-zone";

export interface ClusterArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["cluster"];
  /** vCPU and memory of `spec.appNodeInstanceType`; the limits of the app pool are counted in them. */
  readonly appNodeShape: InstanceShape;
  readonly qdrant: Pick<TierSpec["qdrant"], "placement" | "peerCount" | "nodeInstanceType">;
  readonly zones: readonly Zone[];
  readonly network: NetworkReference;
  readonly roles: ClusterRoles;
  /** Key that encrypts Secrets in etcd, and the control plane's logs. */
  readonly keyArn: pulumi.Output<string>;
  readonly access: ClusterAccess;
  /** When nodes may be replaced for new images. */
  readonly maintenance: MaintenanceWindow;
}

/** Who reaches the cluster's API, and from where. */
export interface ClusterAccess {
  /** IAM roles that administer the cluster. */
  readonly deployerRoleArns: readonly string[];
  /** Addresses that may reach the API from the internet; without effect when it is private only. */
  readonly publicAccessCidrs: readonly string[];
  readonly privateOnly: boolean;
}

const METRICS_SERVER = "metrics-server";

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
  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Cluster", name, args.context, "cluster", opts);
    this.clusterName = clusterNameOf(args.context);
    this.cluster = this.createControlPlane(args, this.createLogGroup(args));
    this.securityGroupId = this.cluster.vpcConfig.clusterSecurityGroupId;
    const nodeAccess = this.admit("nodes", args.roles.nodeRole.arn, "EC2", "AmazonEKSAutoNodePolicy");
    const deployerAccess = this.admitDeployers(args.access.deployerRoleArns);
    this.provider = this.connect(deployerAccess);
    const networkPolicies = this.enforceNetworkPolicies();
    this.nodesReady = [
      ...this.createAppNodePool(args, nodeAccess),
      ...this.createQdrantNodePools(args, nodeAccess),
      networkPolicies,
      ...deployerAccess,
    ];
    this.metricsReady = [this.installMetricsServer()];
    this.registerOutputs({ clusterName: this.clusterName, clusterArn: this.cluster.arn });
  }

  /** Made before EKS would make it, which would keep the logs for ever. */
  private createLogGroup({ context, keyArn }: ClusterArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("log-group"),
      {
        name: `/aws/eks/${this.clusterName}/cluster`,
        retentionInDays: context.logRetentionDays,
        kmsKeyId: keyArn,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createControlPlane(
    { spec, network, roles, keyArn, access }: ClusterArgs,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.eks.Cluster {
    return new aws.eks.Cluster(
      this.childName("control-plane"),
      {
        name: this.clusterName,
        version: spec.kubernetesVersion,
        upgradePolicy: { supportType: "STANDARD" },
        roleArn: roles.clusterRole.arn,
        bootstrapSelfManagedAddons: false,
        // The three switches of Auto Mode. No pools of EKS's own, and then no role for them: the API refuses it.
        computeConfig: { enabled: true, nodePools: [] },
        kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } },
        storageConfig: { blockStorage: { enabled: true } },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        vpcConfig: {
          // All three zones from the beginning: EKS takes later subnets only in the zones it was created with.
          subnetIds: [...network.privateSubnetIds],
          endpointPrivateAccess: true,
          endpointPublicAccess: !access.privateOnly,
          ...(access.privateOnly ? {} : { publicAccessCidrs: [...access.publicAccessCidrs] }),
        },
        encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
        enabledClusterLogTypes: [...spec.controlPlaneLogTypes],
        deletionProtection: this.deletionProtection,
        tags: this.tags(),
      },
      this.holdsData({ dependsOn: [...roles.ready, logGroup] }),
    );
  }

  /** Access entry of a role and what it may do; returns both. */
  private admit(
    role: string,
    principalArn: pulumi.Input<string>,
    type: "EC2" | "STANDARD",
    policy: string,
  ): pulumi.Resource[] {
    const entry = new aws.eks.AccessEntry(
      this.childName(role),
      { clusterName: this.cluster.name, principalArn, type, tags: this.tags() },
      { parent: this },
    );
    const association = new aws.eks.AccessPolicyAssociation(
      this.childName(`${role}-policy`),
      {
        clusterName: this.cluster.name,
        principalArn: entry.principalArn,
        policyArn: `arn:${this.context.partition}:eks::aws:cluster-access-policy/${policy}`,
        accessScope: { type: "cluster" },
      },
      { parent: this },
    );
    return [entry, association];
  }

  /** Named by a hash of the ARN and not by position: a role taken from the list must not take access from another. */
  private admitDeployers(roleArns: readonly string[]): pulumi.Resource[] {
    return [...new Set(roleArns)].flatMap((arn) => {
      const hash = createHash("sha256").update(arn).digest("hex").slice(0, 8);
      return this.admit(`deployer-${hash}`, arn, "STANDARD", "AmazonEKSClusterAdminPolicy");
    });
  }

  private connect(deployerAccess: readonly pulumi.Resource[]): kubernetes.Provider {
    return new kubernetes.Provider(
      this.childName("provider"),
      {
        kubeconfig: pulumi.jsonStringify(
          kubeconfig({
            clusterName: this.cluster.name,
            region: this.context.region,
            endpoint: this.cluster.endpoint,
            certificateAuthorityData: this.cluster.certificateAuthority.data,
          }),
        ),
        // With it, nothing but another cluster replaces the provider, and with it every object it made.
        clusterIdentifier: this.cluster.arn,
        enableServerSideApply: true,
        // Else a changed value means a replacement, and the object is gone for a moment.
        enableConfigMapMutable: true,
        enableSecretMutable: true,
      },
      { parent: this, dependsOn: [...deployerAccess] },
    );
  }

  /** Auto Mode reads NetworkPolicies and enforces none until this switch is set (EKS user guide, "Use Network Policies"). */
  private enforceNetworkPolicies(): kubernetes.core.v1.ConfigMap {
    const name = "amazon-vpc-cni";
    return new kubernetes.core.v1.ConfigMap(
      this.childName("network-policies"),
      {
        metadata: {
          name,
          namespace: "kube-system",
          labels: this.objectLabels(name),
          // A ConfigMap and no patch: EKS makes none in Auto Mode, and a patch needs one that exists. Should EKS or
          // somebody have set the key, server-side apply takes it over and leaves their other keys alone.
          annotations: { "pulumi.com/patchForce": "true" },
        },
        data: { "enable-network-policy-controller": "true" },
      },
      { parent: this, provider: this.provider },
    );
  }

  private createAppNodePool(
    args: ClusterArgs,
    nodeAccess: readonly pulumi.Resource[],
  ): readonly pulumi.Resource[] {
    const instanceType = args.spec.appNodeInstanceType;
    const spec = appNodePoolSpec({
      instanceType,
      zoneNames: args.zones.map((zone) => zone.name),
      budgets: disruptionBudgets(args.maintenance),
      shape: args.appNodeShape,
      nodeCountMax: args.spec.appNodeCountMax,
      holdsQdrant: args.qdrant.placement === "shared",
    });
    const pool = { role: "nodes", name: nodePoolName("app", instanceType), spec };
    return this.createNodePools("app", [pool], args, nodeAccess);
  }

  /** One pool per zone; they take turns in the maintenance window, so that drift takes one peer at a time. */
  private createQdrantNodePools(
    args: ClusterArgs,
    nodeAccess: readonly pulumi.Resource[],
  ): readonly pulumi.Resource[] {
    const { placement, peerCount, nodeInstanceType } = args.qdrant;
    if (placement === "shared" || nodeInstanceType === null) return [];
    const nodeCounts = peersByZone(peerCount, args.zones.length);
    const pools = args.zones.map((zone, index) => ({
      role: `zone-${index}`,
      name: nodePoolName(`qdrant-zone-${index}`, nodeInstanceType),
      spec: qdrantNodePoolSpec({
        instanceType: nodeInstanceType,
        zoneNames: [zone.name],
        budgets: disruptionBudgets(args.maintenance, { index, of: args.zones.length }),
        nodeCount: nodeCounts[index] ?? 0,
      }),
    }));
    return this.createNodePools("qdrant", pools, args, nodeAccess);
  }

  private createNodePools(
    pays: NodePoolsArgs["pays"],
    pools: NodePoolsArgs["pools"],
    { context, spec, network, roles }: ClusterArgs,
    nodeAccess: readonly pulumi.Resource[],
  ): readonly pulumi.Resource[] {
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

  /** Not part of Auto Mode. It becomes active only where its pods can run. */
  private installMetricsServer(): aws.eks.Addon {
    return new aws.eks.Addon(
      this.childName(METRICS_SERVER),
      {
        clusterName: this.cluster.name,
        addonName: METRICS_SERVER,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...this.nodesReady] },
    );
  }
}
