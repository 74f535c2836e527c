import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { physicalName } from "../shared/names";
import { trustPolicy } from "../shared/trust-policy";
import { customTagsPolicy } from "./custom-tags-policy";

export interface ClusterRolesArgs {
  readonly context: PlatformContext;
}

/** What EKS Auto Mode's control plane needs, and what its nodes need (EKS user guide, "Identity & access" of Auto Mode). */
const CLUSTER_POLICIES = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;
const NODE_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/** Name of the EKS cluster; known before the cluster exists, because policies, tags and log groups carry it. */
export function clusterNameOf(context: Pick<PlatformContext, "project" | "stack" | "environment">): string {
  return physicalName(context, "aws:eks/cluster:Cluster", "cluster");
}

/** The roles of cluster and nodes. Apart from the cluster, because the key that encrypts its secrets names its role. */
export class ClusterRoles extends PlatformComponent {
  readonly clusterRole: aws.iam.Role;
  readonly nodeRole: aws.iam.Role;
  /** Permissions of both; the cluster depends on them, so that it can still clean up while it is deleted. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ClusterRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ClusterRoles", name, args.context, "cluster", opts);
    this.clusterRole = this.createRole("cluster", "eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]);
    this.nodeRole = this.createRole("node", "ec2.amazonaws.com", ["sts:AssumeRole"]);
    this.ready = [
      ...CLUSTER_POLICIES.map((policy) => this.attachPolicy(this.clusterRole, policy)),
      ...NODE_POLICIES.map((policy) => this.attachPolicy(this.nodeRole, policy)),
      this.allowCustomTags(),
    ];
    this.registerOutputs({ clusterRoleArn: this.clusterRole.arn, nodeRoleArn: this.nodeRole.arn });
  }

  private createRole(role: string, service: string, actions: readonly string[]): aws.iam.Role {
    return new aws.iam.Role(
      this.childName(role),
      {
        name: this.physicalName("aws:iam/role:Role", role),
        description: `EKS Auto Mode, ${role}`,
        assumeRolePolicy: trustPolicy(service, actions),
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private attachPolicy(role: aws.iam.Role, policy: string): aws.iam.RolePolicyAttachment {
    return new aws.iam.RolePolicyAttachment(
      this.childName(policy),
      { role: role.name, policyArn: `arn:${this.context.partition}:iam::aws:policy/${policy}` },
      { parent: this },
    );
  }

  private allowCustomTags(): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      this.childName("custom-tags"),
      {
        role: this.clusterRole.name,
        policy: customTagsPolicy(this.context.partition, clusterNameOf(this.context)),
      },
      { parent: this },
    );
  }
}
