import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { IMAGES } from "../shared/images";
import { NAMESPACES, type ClusterReference, type NetworkReference } from "../shared/references";
import { configurationDigest, contractOf, type Contract, type ContractValues } from "./contract";
import { EmbeddingQueue } from "./embedding-queue";
import { appNetworkPolicies } from "./network-policies";
import { NodeService, type NodeServiceArgs } from "./node-service";
import { webPolicy, workerPolicy } from "./permissions";
import { placeholderScripts } from "./placeholder";
import { WORKLOADS, workloadsOf, type Workload } from "./workloads";

export interface AppArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["app"];
  readonly cluster: ClusterReference;
  readonly network: NetworkReference;
  /** Key that encrypts the queue. */
  readonly keyArn: pulumi.Output<string>;
  /** Image of web and worker, for `linux/arm64`; null for the built-in placeholder. */
  readonly image: string | null;
  /** Image of the next release; null for the same as `image`. */
  readonly nextImage: string | null;
  readonly contract: ContractValues;
  /** Target groups of the load balancer; `next` is there when the tier has pods of the next release. */
  readonly targetGroups: {
    readonly web: pulumi.Output<string>;
    readonly next: pulumi.Output<string> | null;
  };
  readonly assetBucket: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> };
}

/** What all pods of the product have in common. */
type PodConfiguration = Pick<
  NodeServiceArgs,
  | "context"
  | "cluster"
  | "namespace"
  | "contractConfigMapName"
  | "contractSecretName"
  | "environment"
  | "configurationDigest"
>;

/**
 * The product: web pods, background workers from the tier that has them, and pods of the next release beside the
 * current one.
 *
 * An image must listen on `PORT`, answer `/healthz` and `/readyz`, keep idle connections longer than 120 seconds,
 * finish its work on SIGTERM, run as any user without writing outside `/tmp`, and be built for `linux/arm64`.
 * `APP_ROLE` tells it whether it is `web` or `worker`.
 *
 * Workers scale on CPU, like web pods. The length of the queue would be the better measure, but it takes an adapter
 * for external metrics: one more controller to run and to keep alive, while embedding jobs keep a worker's CPU busy.
 */
export class App extends PlatformComponent {
  constructor(
    name: string,
    private readonly args: AppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("App", name, args.context, "app", opts);

    const namespace = this.createNamespace();
    this.closeNamespace(namespace);
    const queue = this.createQueue();
    const placeholder = args.image === null ? this.createPlaceholder(namespace) : null;
    const contract = contractOf(args.contract, queue.url, args.context.tier);
    const configuration = this.createConfiguration(contract, namespace);
    const policies = this.createPolicies(queue);
    const images = { current: args.image, next: args.nextImage };
    for (const workload of workloadsOf(args.spec, images))
      this.createService(workload, configuration, policies[workload.role], placeholder);

    this.registerOutputs({});
  }

  private createNamespace(): pulumi.Output<string> {
    const level = "restricted";
    const namespace = new kubernetes.core.v1.Namespace(
      this.childName("namespace"),
      {
        metadata: {
          name: NAMESPACES.app,
          labels: {
            ...this.objectLabels(NAMESPACES.app),
            "pod-security.kubernetes.io/enforce": level,
            "pod-security.kubernetes.io/warn": level,
          },
        },
      },
      this.options(),
    );
    return namespace.metadata.name;
  }

  private closeNamespace(namespace: pulumi.Output<string>): void {
    const policies = appNetworkPolicies(this.args.network, [WORKLOADS.web, WORKLOADS.next]);
    for (const [name, spec] of Object.entries(policies))
      new kubernetes.networking.v1.NetworkPolicy(
        this.childName(name),
        { metadata: this.metadata(name, namespace), spec },
        this.options(),
      );
  }

  private createQueue(): EmbeddingQueue {
    const { context, keyArn } = this.args;
    return new EmbeddingQueue(this.childName("embeddings"), { context, keyArn }, { parent: this });
  }

  /** The built-in application, for stacks without an image of their own. */
  private createPlaceholder(namespace: pulumi.Output<string>): kubernetes.core.v1.ConfigMap {
    const name = "placeholder";
    return new kubernetes.core.v1.ConfigMap(
      this.childName(name),
      { metadata: this.metadata(name, namespace), data: placeholderScripts() },
      this.options(),
    );
  }

  private createConfiguration(contract: Contract, namespace: pulumi.Output<string>): PodConfiguration {
    const name = "app-contract";
    const configMap = new kubernetes.core.v1.ConfigMap(
      this.childName("contract"),
      { metadata: this.metadata(name, namespace), data: contract.plain },
      this.options(),
    );
    const secret = new kubernetes.core.v1.Secret(
      this.childName("contract-secret"),
      { metadata: this.metadata(name, namespace), type: "Opaque", stringData: contract.secret },
      this.options(),
    );
    return {
      context: this.args.context,
      cluster: this.args.cluster,
      namespace,
      contractConfigMapName: configMap.metadata.name,
      contractSecretName: secret.metadata.name,
      environment: { ASSET_BUCKET: this.args.assetBucket.name },
      configurationDigest: configurationDigest(
        contract,
        this.args.image === null ? placeholderScripts() : {},
      ),
    };
  }

  private createPolicies(queue: EmbeddingQueue): Record<Workload["role"], pulumi.Output<string>> {
    const { assetBucket, keyArn, context } = this.args;
    const targets = {
      assetBucketArn: assetBucket.arn,
      queueArn: queue.arn,
      keyArn,
      region: context.region,
    };
    return { web: webPolicy(targets), worker: workerPolicy(targets) };
  }

  private createService(
    { targetGroup, image, ...workload }: Workload,
    configuration: PodConfiguration,
    policy: pulumi.Output<string>,
    placeholder: kubernetes.core.v1.ConfigMap | null,
  ): void {
    new NodeService(
      this.childName(workload.workload),
      {
        ...configuration,
        ...workload,
        policy,
        image: image ?? IMAGES.node,
        placeholderConfigMapName: image === null && placeholder !== null ? placeholder.metadata.name : null,
        targetGroupArn: targetGroup === null ? null : this.args.targetGroups[targetGroup],
      },
      { parent: this },
    );
  }

  /** Takes the namespace as an Output, so that the object is made after it and deleted before it. */
  private metadata(
    name: string,
    namespace: pulumi.Output<string>,
  ): kubernetes.types.input.meta.v1.ObjectMeta {
    return { name, namespace, labels: this.objectLabels(name) };
  }

  private options(): pulumi.CustomResourceOptions {
    const { provider, nodesReady } = this.args.cluster;
    return { parent: this, provider, dependsOn: [...nodesReady] };
  }
}
