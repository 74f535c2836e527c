import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { deploymentMinutes, rolloutTimeout } from "../../kinds/kubernetes/apps/rollout";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { createDisruptionBudget } from "../shared/disruption-budget";
import { NAMESPACES, PORTS } from "../shared/references";
import type { PoolerResources } from "../../tiers/pooler-capacity";
import { poolerAccessText } from "./pooler-access";
import { POOLER_FILES, checksum, poolerConfigText } from "./pooler-config";
import { MIN_READY_SECONDS, poolerPodSpec, READINESS_PERIOD_SECONDS } from "./pooler-pod";

export interface PoolerServiceArgs extends ClusterComponentArgs {
  /** Name of Service and Deployment: `postgres-rw` or `postgres-ro`. */
  readonly service: string;
  /** Pods. */
  readonly replicas: number;
  readonly resources: PoolerResources;
  /** Server connections of a pod to each database at most. */
  readonly poolSize: number;
  readonly databases: readonly {
    readonly name: string;
    readonly hosts: readonly pulumi.Output<string>[];
    readonly fallbackHost?: pulumi.Output<string>;
  }[];
  /** Holds the users' file. */
  readonly users: kubernetes.core.v1.Secret;
  /** Holds the root certificates of the servers. */
  readonly certificates: kubernetes.core.v1.ConfigMap;
  /** Of what the two hold: a change restarts the pods. */
  readonly checksums: { readonly users: pulumi.Output<string>; readonly certificates: string };
  /** Namespace and its policies. */
  readonly ready: readonly pulumi.Resource[];
}

const podsServiceOf = (service: string): string => `${service}-pods`;

/** DNS name of all pods of a service. */
export const podsHostOf = (service: string): string =>
  `${podsServiceOf(service)}.${NAMESPACES.postgres}.svc.cluster.local`;

/** One PgBouncer Deployment and the Service in front of it. */
export class PoolerService extends ClusterComponent {
  /** DNS name inside the cluster; known once the pods answer. */
  readonly host: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: PoolerServiceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("PoolerService", name, args, "postgres", opts);
    const text = this.renderConfig();
    const config = this.createConfig(text);
    const deployment = this.createDeployment(config, text);
    createDisruptionBudget(this, args.service, args.ready);
    const service = this.createService(deployment);
    this.nameEachPod(deployment);

    this.host = pulumi.interpolate`${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;
    this.registerOutputs({ host: this.host });
  }

  private renderConfig(): pulumi.Output<string> {
    const { poolSize } = this.args;
    const databases = this.args.databases.map(({ hosts, ...database }) => ({
      ...database,
      hosts: [...hosts],
    }));
    return pulumi.output(databases).apply((known) => poolerConfigText({ databases: known, poolSize }));
  }

  private createConfig(text: pulumi.Output<string>): kubernetes.core.v1.ConfigMap {
    const { service, ready } = this.args;
    return new kubernetes.core.v1.ConfigMap(
      this.childName("config"),
      {
        metadata: this.metadata(service),
        data: { [POOLER_FILES.config]: text, [POOLER_FILES.access]: poolerAccessText() },
      },
      this.inCluster(...ready),
    );
  }

  private createDeployment(
    config: kubernetes.core.v1.ConfigMap,
    text: pulumi.Output<string>,
  ): kubernetes.apps.v1.Deployment {
    const { service, replicas, resources, checksums, certificates, users, ready } = this.args;
    const selectorLabels = this.selectorLabels(service);
    const timeout = rolloutTimeout(
      deploymentMinutes({
        pods: { min: replicas, max: replicas },
        surge: 1,
        minReadySeconds: MIN_READY_SECONDS,
        probePeriodSeconds: READINESS_PERIOD_SECONDS,
      }),
    );
    return new kubernetes.apps.v1.Deployment(
      this.childName("deployment"),
      {
        metadata: this.metadata(service),
        spec: {
          replicas,
          selector: { matchLabels: selectorLabels },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          minReadySeconds: MIN_READY_SECONDS,
          revisionHistoryLimit: 3,
          template: {
            metadata: {
              labels: this.podLabels(service),
              annotations: {
                "checksum/config": text.apply((config) => checksum(config + poolerAccessText())),
                "checksum/users": checksums.users,
                "checksum/certificates": checksums.certificates,
              },
            },
            spec: poolerPodSpec({
              selectorLabels,
              replicas,
              resources,
              config: config.metadata.name,
              certificates: certificates.metadata.name,
              users: users.metadata.name,
            }),
          },
        },
      },
      { ...this.inCluster(...ready), customTimeouts: { create: timeout, update: timeout } },
    );
  }

  /** A name that has the addresses of all pods: each tells of its own pools alone. */
  private nameEachPod(deployment: kubernetes.apps.v1.Deployment): void {
    const { service } = this.args;
    new kubernetes.core.v1.Service(
      this.childName("pods"),
      {
        metadata: this.metadata(podsServiceOf(service), service),
        spec: {
          clusterIP: "None",
          selector: this.selectorLabels(service),
          ports: [{ name: "postgres", port: PORTS.pooler, targetPort: PORTS.pooler, protocol: "TCP" }],
        },
      },
      this.inCluster(deployment),
    );
  }

  private createService(deployment: kubernetes.apps.v1.Deployment): kubernetes.core.v1.Service {
    const { service } = this.args;
    return new kubernetes.core.v1.Service(
      this.childName("service"),
      {
        metadata: this.metadata(service),
        spec: {
          type: "ClusterIP",
          selector: this.selectorLabels(service),
          ports: [{ name: "postgres", port: PORTS.pooler, targetPort: PORTS.pooler, protocol: "TCP" }],
        },
      },
      this.inCluster(deployment),
    );
  }
}
