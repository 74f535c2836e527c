import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { createClosedNamespace } from "../shared/closed-namespace";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IMAGES } from "../shared/images";
import { NAMESPACES, PORTS, type NetworkReference } from "../shared/references";
import {
  configurationDigest,
  contractOf,
  type Contract,
  type ContractValues,
  type MigrationContract,
} from "./contract";
import { createDigestKey } from "./digest-key";
import { EmbeddingQueue } from "./embedding-queue";
import type { MigrationSettings } from "./migration";
import { createMigrations, type MigrationsArgs, type RolloutAfter } from "./migrations";
import { appNetworkPolicies } from "./network-policies";
import { NodeService, type NodeServiceArgs } from "./node-service";
import { createSettings, type OwnSettings } from "./own-settings";
import { webPolicy, workerPolicy } from "./permissions";
import { placeholderScripts } from "./placeholder";
import { shareRequests } from "./release-share";
import { createWorkflowRules, type WorkflowPaths, type WorkflowRulesArgs } from "./workflow-rules";
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
  /** What answers at the addresses of the contract that are known before anything is there. */
  readonly dataReady: readonly pulumi.Resource[];
  readonly migrationContract: MigrationContract;
  /** Target groups of the load balancer; `next` is there when the tier has pods of the next release. */
  readonly targetGroups: {
    readonly web: pulumi.Output<string>;
    readonly next: pulumi.Output<string> | null;
  };
  /** Listener in front of them. */
  readonly listenerArn: pulumi.Output<string>;
  /** Target groups that the same pods join, for requests that are measured apart. */
  readonly workflowTargetGroupArns: WorkflowRulesArgs["targetGroupArns"];
  readonly workflowPaths: WorkflowPaths;
  /** Share of requests the next release answers, 0 to 50 percent. */
  readonly nextTrafficPercent: number;
  /** What the product has beside the contract, by workload. */
  readonly settings: Readonly<Record<keyof typeof APP_WORKLOADS | "migration", OwnSettings>>;
  /** What runs before pods of a new release; null for nothing. It needs an image. */
  readonly migration: MigrationSettings | null;
  readonly assetBucket: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> };
}

const WEB_METRICS_SERVICE = "web-metrics";

/** What all pods of the product have in common. */
type PodConfiguration = Pick<
  NodeServiceArgs,
  | "context"
  | "cluster"
  | "ready"
  | "contractConfigMapName"
  | "contractSecretName"
  | "assetBucketName"
  | "configurationDigest"
>;

/**
 * The product: web pods, background workers from the tier that has them, and pods of the next release beside the
 * current one.
 *
 * What an image must do stands in docs/application.md.
 *
 * Workers scale on CPU, like web pods. The length of the queue would be the better measure, but it takes an adapter
 * for external metrics: one more controller to run and to keep alive, while embedding jobs keep a worker's CPU busy.
 */
export class App extends ClusterComponent {
  readonly queueNames: EmbeddingQueue["names"];
  /** Has the addresses of all web pods, for who reads their metrics. */
  readonly metricsHost: string = `${WEB_METRICS_SERVICE}.${NAMESPACES.app}.svc.cluster.local`;

  constructor(
    name: string,
    private readonly args: AppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("App", name, args, "app", opts);
    const { namespace, policies: networkPolicies } = this.createNamespace();
    const queue = this.createQueue();
    const placeholder = args.image === null ? this.createPlaceholder(namespace) : null;
    const contract = contractOf(args.contract, queue.url, args.context.tier);
    const configuration = this.createConfiguration(contract, namespace);
    const migrationSecret = this.createMigrationSecret(namespace);
    const policies = this.createPolicies(queue);
    const digestKey = this.createDigestKey();
    const migrations = this.createMigrations(
      { ...configuration, migrationSecretName: migrationSecret.metadata.name },
      digestKey,
      networkPolicies,
    );
    const images = { current: args.image, next: args.nextImage };
    const services = workloadsOf(args.spec, images).map((workload) => {
      const rolloutAfter = migrations[workload.settingsOf === "next" ? "next" : "current"];
      const settings = createSettings(this, {
        workload: workload.workload,
        settings: args.settings[workload.settingsOf],
        digestKey,
        dependsOn: [...configuration.ready, ...rolloutAfter],
      });
      const more = { settings, rolloutAfter, policy: policies[workload.role] };
      return this.createService(workload, { ...configuration, ...more }, placeholder);
    });
    this.shareRequests(services);
    this.measureWorkflows(services);
    this.observeWebPods(services);
    this.queueNames = queue.names;
    this.registerOutputs({});
  }

  private createNamespace(): ReturnType<typeof createClosedNamespace> {
    const { web, next } = APP_WORKLOADS;
    const policies = appNetworkPolicies(this.args.network, [web, next], web);
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
      // No pod starts before what it asks in its start-up probe: https://kubernetes.io/docs/concepts/configuration/configmap/
      this.inCluster(namespace, ...this.args.dataReady),
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
      assetBucketName: this.args.assetBucket.name,
      configurationDigest: configurationDigest(
        contract,
        this.args.image === null ? placeholderScripts() : {},
      ),
    };
  }

  /** For pods that run migrations: those of `appMigration`, or a job of the product's own. */
  private createMigrationSecret(namespace: pulumi.Resource): kubernetes.core.v1.Secret {
    const name = "app-migration";
    return new kubernetes.core.v1.Secret(
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

  /** Where there is a secret, its digest needs one. */
  private createDigestKey(): pulumi.Output<string> | null {
    const hasSecrets = Object.values(this.args.settings).some(
      ({ secrets }) => Object.keys(secrets).length > 0,
    );
    return hasSecrets ? createDigestKey(this) : null;
  }

  private createMigrations(
    configuration: PodConfiguration & Pick<MigrationsArgs, "migrationSecretName">,
    digestKey: pulumi.Output<string> | null,
    networkPolicies: readonly pulumi.Resource[],
  ): RolloutAfter {
    const { image, nextImage, migration, spec, dataReady, settings } = this.args;
    return createMigrations(this, {
      ...configuration,
      image,
      nextImage: spec.nextReplicas > 0 ? nextImage : null,
      migration,
      settings: settings.migration,
      digestKey,
      ready: [...configuration.ready, ...networkPolicies, ...dataReady],
    });
  }

  private createService(
    { targetGroup, image, settingsOf: _, ...workload }: AppWorkload,
    configuration: PodConfiguration & Pick<NodeServiceArgs, "settings" | "rolloutAfter" | "policy">,
    placeholder: kubernetes.core.v1.ConfigMap | null,
  ): NodeService {
    return new NodeService(
      this.childName(workload.workload),
      {
        ...configuration,
        ...workload,
        image: image ?? IMAGES.node,
        placeholderConfigMapName: image === null && placeholder !== null ? placeholder.metadata.name : null,
        targetGroupArn: targetGroup === null ? null : this.args.targetGroups[targetGroup],
        moreTargetGroupArns: targetGroup === "web" ? this.args.workflowTargetGroupArns : {},
      },
      { parent: this },
    );
  }

  /** A name that has the addresses of all web pods: each tells of itself alone. */
  private observeWebPods(services: readonly NodeService[]): void {
    new kubernetes.core.v1.Service(
      this.childName("web-metrics"),
      {
        metadata: this.metadata(WEB_METRICS_SERVICE, APP_WORKLOADS.web),
        spec: {
          clusterIP: "None",
          selector: this.selectorLabels(APP_WORKLOADS.web),
          ports: [{ name: "metrics", port: PORTS.metrics, targetPort: PORTS.metrics, protocol: "TCP" }],
        },
      },
      this.inCluster(...services.flatMap(({ ready }) => ready)),
    );
  }

  private shareRequests(services: readonly NodeService[]): void {
    const { targetGroups, listenerArn, nextTrafficPercent } = this.args;
    if (targetGroups.next === null || nextTrafficPercent === 0) return;
    shareRequests(this, {
      listenerArn,
      webTargetGroupArn: targetGroups.web,
      nextTargetGroupArn: targetGroups.next,
      nextTrafficPercent,
      ready: services.flatMap(({ ready }) => ready),
    });
  }

  private measureWorkflows(services: readonly NodeService[]): void {
    const { workflowPaths, workflowTargetGroupArns, targetGroups, listenerArn, nextTrafficPercent } =
      this.args;
    const next =
      targetGroups.next === null || nextTrafficPercent === 0
        ? null
        : { targetGroupArn: targetGroups.next, trafficPercent: nextTrafficPercent };
    createWorkflowRules(this, {
      listenerArn,
      paths: workflowPaths,
      targetGroupArns: workflowTargetGroupArns,
      next,
      ready: services.flatMap(({ ready }) => ready),
    });
  }
}
