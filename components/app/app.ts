import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { createClosedNamespace } from "../shared/closed-namespace";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IMAGES } from "../shared/images";
import type { NetworkReference } from "../shared/references";
import {
  configurationDigest,
  contractOf,
  type Contract,
  type ContractValues,
  type MigrationContract,
} from "./contract";
import { EmbeddingQueue } from "./embedding-queue";
import { appNetworkPolicies } from "./network-policies";
import { NodeService, type NodeServiceArgs } from "./node-service";
import { webPolicy, workerPolicy } from "./permissions";
import { placeholderScripts } from "./placeholder";
import { APP_WORKLOADS, workloadsOf, type AppWorkload } from "./workloads";

export interface AppArgs extends ClusterComponentArgs {
  readonly spec: TierSpec["app"];
  readonly network: NetworkReference;
  /** Key that encrypts the queue. */
  readonly keyArn: pulumi.Output<string>;
  /** Image of web and worker, for `linux/arm64`; null for the built-in placeholder. */
  readonly image: string | null;
  /** Image of the next release; null for the same as `image`. */
  readonly nextImage: string | null;
  readonly contract: ContractValues;
  readonly migrationContract: MigrationContract;
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
  | "ready"
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
export class App extends ClusterComponent {
  constructor(
    name: string,
    private readonly args: AppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("App", name, args, "app", opts);
    const { namespace } = this.createNamespace();
    const queue = this.createQueue();
    const placeholder = args.image === null ? this.createPlaceholder(namespace) : null;
    const contract = contractOf(args.contract, queue.url, args.context.tier);
    const configuration = this.createConfiguration(contract, namespace);
    this.createMigrationSecret(namespace);
    const policies = this.createPolicies(queue);
    const images = { current: args.image, next: args.nextImage };
    for (const workload of workloadsOf(args.spec, images))
      this.createService(workload, configuration, policies[workload.role], placeholder);
    this.registerOutputs({});
  }

  private createNamespace(): ReturnType<typeof createClosedNamespace> {
    const policies = appNetworkPolicies(this.args.network, [APP_WORKLOADS.web, APP_WORKLOADS.next]);
    return createClosedNamespace(this, { policies });
  }

  private createQueue(): EmbeddingQueue {
    const { context, keyArn } = this.args;
    return new EmbeddingQueue(this.childName("embeddings"), { context, keyArn }, { parent: this });
  }

  /** The built-in application, for stacks without an image of their own. */
  private createPlaceholder(namespace: pulumi.Resource): kubernetes.core.v1.ConfigMap {
    const name = "placeholder";
    return new kubernetes.core.v1.ConfigMap(
      this.childName(name),
      { metadata: this.metadata(name), data: placeholderScripts() },
      this.inCluster(namespace),
    );
  }

  private createConfiguration(contract: Contract, namespace: pulumi.Resource): PodConfiguration {
    const name = "app-contract";
    const configMap = new kubernetes.core.v1.ConfigMap(
      this.childName("contract"),
      { metadata: this.metadata(name), data: contract.plain },
      this.inCluster(namespace),
    );
    const secret = new kubernetes.core.v1.Secret(
      this.childName("contract-secret"),
      { metadata: this.metadata(name), type: "Opaque", stringData: contract.secret },
      this.inCluster(namespace),
    );
    return {
      context: this.args.context,
      cluster: this.args.cluster,
      ready: [namespace],
      contractConfigMapName: configMap.metadata.name,
      contractSecretName: secret.metadata.name,
      environment: { ASSET_BUCKET: this.args.assetBucket.name },
      configurationDigest: configurationDigest(
        contract,
        this.args.image === null ? placeholderScripts() : {},
      ),
    };
  }

  /** For the pod that runs migrations, a job of the product's own: `envFrom` this Secret and the contract's. */
  private createMigrationSecret(namespace: pulumi.Resource): void {
    const name = "app-migration";
    new kubernetes.core.v1.Secret(
      this.childName("migration-secret"),
      { metadata: this.metadata(name), type: "Opaque", stringData: this.args.migrationContract },
      this.inCluster(namespace),
    );
  }

  private createPolicies(queue: EmbeddingQueue): Record<AppWorkload["role"], pulumi.Output<string>> {
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
    { targetGroup, image, ...workload }: AppWorkload,
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
}
