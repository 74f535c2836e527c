import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { nodeClassSpec, type NodeClassArgs } from "./node-class";
import type { PlannedPool } from "./pool-plan";

export interface NodePoolsArgs {
  readonly context: PlatformContext;
  /** Budget line that pays for the nodes, and name of their NodeClass. */
  readonly pays: "app" | "qdrant";
  readonly nodeClass: Omit<NodeClassArgs, "tags">;
  readonly pools: readonly PlannedPool[];
  readonly provider: kubernetes.Provider;
  /** What nodes need to join: access, and a way out to the registries. */
  readonly joinReady: readonly pulumi.Resource[];
}

type CustomResource = kubernetes.apiextensions.CustomResource;

/** A deleted pool drains its nodes, for an hour at most. */
const DELETE_TIMEOUT = "90m";

/** A NodeClass and the pools that are built from it. */
export class NodePools extends PlatformComponent {
  readonly pools: readonly pulumi.Resource[];

  constructor(
    name: string,
    private readonly args: NodePoolsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("NodePools", name, args.context, args.pays, opts);
    const nodeClass = this.createNodeClass();
    this.pools = args.pools.map((pool) => this.createNodePool(pool, nodeClass));
    this.registerOutputs({ nodeClass: args.pays });
  }

  private createNodeClass(): CustomResource {
    const { pays, nodeClass, provider, joinReady } = this.args;
    return new kubernetes.apiextensions.CustomResource(
      this.childName("node-class"),
      {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "NodeClass",
        metadata: {
          name: pays,
          // Without the tier, as its tags are: a changed NodeClass can replace every node.
          labels: { ...this.podLabels(pays), "app.kubernetes.io/managed-by": "pulumi" },
        },
        spec: nodeClassSpec({ ...nodeClass, tags: this.constantTags() }),
      },
      { parent: this, provider, dependsOn: [...joinReady] },
    );
  }

  private createNodePool(
    { role, earlierRole, name, spec }: PlannedPool,
    nodeClass: CustomResource,
  ): CustomResource {
    const { pays, provider, joinReady } = this.args;
    return new kubernetes.apiextensions.CustomResource(
      this.childName(role),
      {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name, labels: this.objectLabels(pays) },
        spec,
      },
      {
        parent: this,
        provider,
        dependsOn: [nodeClass, ...joinReady],
        aliases: earlierRole === undefined ? [] : [{ name: this.childName(earlierRole) }],
        customTimeouts: { delete: DELETE_TIMEOUT },
      },
    );
  }
}
