import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "./component";
import type { PlatformContext } from "./context";
import type { CostComponent } from "../../tiers";
import { NAMESPACES, type ClusterReference } from "./references";

export interface ClusterComponentArgs {
  readonly context: PlatformContext;
  readonly cluster: ClusterReference;
}

/** Cost lines of what is in the namespaces. */
const COST_LINES: Readonly<Record<keyof typeof NAMESPACES, CostComponent>> = {
  app: "app",
  postgres: "postgres",
  qdrant: "qdrant",
  observer: "operations",
  logs: "operations",
};

/** A component with objects in the cluster, in one namespace. */
export abstract class ClusterComponent extends PlatformComponent {
  readonly cluster: ClusterReference;
  readonly namespace: string;

  protected constructor(
    className: string,
    logicalName: string,
    { context, cluster }: ClusterComponentArgs,
    place: keyof typeof NAMESPACES,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(className, logicalName, context, COST_LINES[place], opts);
    this.cluster = cluster;
    this.namespace = NAMESPACES[place];
  }

  /**
   * Metadata of an object in the namespace.
   * @param workload value of its label `app.kubernetes.io/name`
   */
  metadata(name: string, workload = name): kubernetes.types.input.meta.v1.ObjectMeta {
    return { name, namespace: this.namespace, labels: this.objectLabels(workload) };
  }

  /** Options of an object: it is made after the nodes and after `dependsOn`, and deleted before them. */
  inCluster(...dependsOn: readonly pulumi.Resource[]): pulumi.CustomResourceOptions {
    const { provider, nodesReady } = this.cluster;
    return { parent: this, provider, dependsOn: [...nodesReady, ...dependsOn] };
  }
}
