import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "../shared/component";
import { onceReady } from "../shared/once-ready";
import { untilAccessInForce } from "./access-in-force";

export interface AccessEntryArgs {
  /** Part of the logical names. */
  readonly role: string;
  readonly clusterName: pulumi.Output<string>;
  readonly principalArn: pulumi.Input<string>;
  readonly type: "EC2" | "STANDARD";
  /** One of EKS's own access policies. */
  readonly policy: "AmazonEKSAutoNodePolicy" | "AmazonEKSClusterAdminPolicy";
}

export interface Access {
  /** The entry, and what it allows. */
  readonly resources: readonly pulumi.Resource[];
  /** For who uses the access at once: EKS answers before its API knows of it. */
  readonly inForce: pulumi.Output<pulumi.Resource>;
}

/** Access entry of a role and what it may do. */
export function createAccessEntry(
  parent: PlatformComponent,
  { role, clusterName, principalArn, type, policy }: AccessEntryArgs,
): Access {
  const entry = new aws.eks.AccessEntry(
    parent.childName(role),
    { clusterName, principalArn, type, tags: parent.tags() },
    { parent },
  );
  const association = new aws.eks.AccessPolicyAssociation(
    parent.childName(`${role}-policy`),
    {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${parent.context.partition}:eks::aws:cluster-access-policy/${policy}`,
      accessScope: { type: "cluster" },
    },
    { parent },
  );
  return {
    resources: [entry, association],
    inForce: onceReady(association, association.associatedAt, (at) => untilAccessInForce(at)),
  };
}

/** Named by a hash of the ARN and not by position: a role taken from the list must not take access from another. */
export function deployerRole(arn: string): string {
  return `deployer-${createHash("sha256").update(arn).digest("hex").slice(0, 8)}`;
}
