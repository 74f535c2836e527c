import type * as pulumi from "@pulumi/pulumi";

/** Spec of a NodeClass of EKS Auto Mode, as far as we use it (`eks.amazonaws.com/v1`). */
export interface NodeClassSpec {
  readonly role: pulumi.Input<string>;
  readonly subnetSelectorTerms: readonly { readonly id: pulumi.Input<string> }[];
  readonly securityGroupSelectorTerms: readonly { readonly id: pulumi.Input<string> }[];
  readonly networkPolicy: "DefaultAllow" | "DefaultDeny";
  readonly networkPolicyEventLogs: "Enabled" | "Disabled";
  readonly ephemeralStorage: { readonly size: string };
  readonly tags: Readonly<Record<string, string>>;
}

export interface NodeClassArgs {
  /** Name, not ARN, of the nodes' role. */
  readonly nodeRoleName: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly ephemeralStorageGiB: number;
  /** Every change of them replaces every node, so nothing in them may depend on the tier. */
  readonly tags: Readonly<Record<string, string>>;
}

/** How the nodes of a pool are built. Subnets and group are named by id: a tag selector would take in a stranger's. */
export function nodeClassSpec(args: NodeClassArgs): NodeClassSpec {
  return {
    role: args.nodeRoleName,
    subnetSelectorTerms: args.subnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: [{ id: args.securityGroupId }],
    // What a namespace does not close stays open; DefaultDeny would cut the add-ons off.
    networkPolicy: "DefaultAllow",
    networkPolicyEventLogs: "Disabled",
    ephemeralStorage: { size: `${args.ephemeralStorageGiB}Gi` },
    tags: args.tags,
  };
}
