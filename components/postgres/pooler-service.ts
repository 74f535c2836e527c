import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { IMAGES } from "../shared/images";
import { NAMESPACES, PORTS, type ClusterReference } from "../shared/references";
import type { PoolerResources } from "./pooler-capacity";
import { POOLER_DIRECTORY, POOLER_FILES, checksum, poolerConfigText } from "./pooler-config";

export interface PoolerServiceArgs {
  readonly context: PlatformContext;
  readonly cluster: ClusterReference;
  /** Name of Service and Deployment: `postgres-rw` or `postgres-ro`. */
  readonly service: string;
  /** Pods. */
  readonly replicas: number;
  readonly resources: PoolerResources;
  /** Server connections of a pod to each database at most. */
  readonly poolSize: number;
  readonly databases: readonly { readonly name: string; readonly hosts: readonly pulumi.Output<string>[] }[];
  /** Holds the users' file. */
  readonly users: kubernetes.core.v1.Secret;
  /** Holds the root certificates of the servers. */
  readonly certificates: kubernetes.core.v1.ConfigMap;
  /** Of what the two hold: a change restarts the pods. */
  readonly checksums: { readonly users: pulumi.Output<string>; readonly certificates: string };
  /** Namespace and its policies. */
  readonly ready: readonly pulumi.Resource[];
}

/** User `postgres` of the image. */
const USER_ID = 70;
const READ_ONLY_FOR_GROUP = 0o440;

/**
 * How a pod leaves, in seconds. While it still accepts, the Service forgets it (`forgotten`). SIGINT then refuses
 * new connections, lets running transactions end and exits (https://www.pgbouncer.org/usage.html#signals); what
 * is not done after `drained` more is cut off by Kubernetes's SIGTERM, which means "at once" the second time.
 */
const LEAVING = { forgotten: 15, drained: 45, grace: 75 };

/** One PgBouncer Deployment and the Service in front of it. */
export class PoolerService extends PlatformComponent {
  /** DNS name inside the cluster; known once the pods answer. */
  readonly host: pulumi.Output<string>;

  private readonly args: PoolerServiceArgs;

  constructor(name: string, args: PoolerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("PoolerService", name, args.context, "postgres", opts);
    this.args = args;

    const text = this.configText();
    const config = this.createConfig(text);
    const deployment = this.createDeployment(config, text);
    this.createDisruptionBudget();
    const service = this.createService(deployment);

    this.host = pulumi.interpolate`${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;
    this.registerOutputs({ host: this.host });
  }

  private configText(): pulumi.Output<string> {
    const { poolSize } = this.args;
    const databases = this.args.databases.map(({ name, hosts }) => ({ name, hosts: [...hosts] }));
    return pulumi.output(databases).apply((known) => poolerConfigText({ databases: known, poolSize }));
  }

  private createConfig(text: pulumi.Output<string>): kubernetes.core.v1.ConfigMap {
    return new kubernetes.core.v1.ConfigMap(
      this.childName("config"),
      { metadata: this.metadata(), data: { [POOLER_FILES.config]: text } },
      this.inCluster(this.args.ready),
    );
  }

  private createDeployment(
    config: kubernetes.core.v1.ConfigMap,
    text: pulumi.Output<string>,
  ): kubernetes.apps.v1.Deployment {
    const { service, replicas, checksums, ready } = this.args;
    return new kubernetes.apps.v1.Deployment(
      this.childName("deployment"),
      {
        metadata: this.metadata(),
        spec: {
          replicas,
          selector: { matchLabels: this.selectorLabels(service) },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          // Longer than a pod takes to leave, so that one at a time leaves: pools are sized for that.
          minReadySeconds: LEAVING.forgotten + 5,
          revisionHistoryLimit: 3,
          template: {
            metadata: {
              labels: this.podLabels(service),
              annotations: {
                "checksum/config": text.apply(checksum),
                "checksum/users": checksums.users,
                "checksum/certificates": checksums.certificates,
              },
            },
            spec: this.podSpec(config),
          },
        },
      },
      { ...this.inCluster(ready), customTimeouts: { create: "30m", update: "30m" } },
    );
  }

  private podSpec(config: kubernetes.core.v1.ConfigMap): kubernetes.types.input.core.v1.PodSpec {
    const { service, resources, users, certificates } = this.args;
    const { cpuRequestMillicores, memoryMiB } = resources;
    const spread = { maxSkew: 1, labelSelector: { matchLabels: this.selectorLabels(service) } };
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: LEAVING.grace,
      // RDS names are complete; the search list would make four failing look-ups of each.
      dnsConfig: { options: [{ name: "ndots", value: "1" }] },
      securityContext: {
        runAsNonRoot: true,
        runAsUser: USER_ID,
        runAsGroup: USER_ID,
        fsGroup: USER_ID,
        seccompProfile: { type: "RuntimeDefault" },
      },
      topologySpreadConstraints: [
        { ...spread, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
        {
          ...spread,
          topologyKey: "kubernetes.io/hostname",
          whenUnsatisfiable: "DoNotSchedule",
          // Else nodes that are tainted or being drained count as empty places, and a pod waits for them.
          nodeTaintsPolicy: "Honor",
          matchLabelKeys: ["pod-template-hash"],
        },
      ],
      containers: [
        {
          name: "pgbouncer",
          image: IMAGES.pooler,
          command: ["/usr/bin/pgbouncer"],
          args: [`${POOLER_DIRECTORY}/${POOLER_FILES.config}`],
          ports: [{ name: "postgres", containerPort: PORTS.pooler }],
          readinessProbe: { tcpSocket: { port: PORTS.pooler }, periodSeconds: 5, failureThreshold: 2 },
          livenessProbe: { tcpSocket: { port: PORTS.pooler }, periodSeconds: 10, failureThreshold: 6 },
          lifecycle: {
            preStop: {
              exec: {
                command: [
                  "/bin/sh",
                  "-c",
                  `sleep ${LEAVING.forgotten}; kill -INT 1; sleep ${LEAVING.drained}`,
                ],
              },
            },
          },
          resources: {
            requests: { cpu: `${cpuRequestMillicores}m`, memory: `${memoryMiB}Mi` },
            limits: { memory: `${memoryMiB}Mi` },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [{ name: "config", mountPath: POOLER_DIRECTORY, readOnly: true }],
        },
      ],
      volumes: [
        {
          name: "config",
          projected: {
            defaultMode: READ_ONLY_FOR_GROUP,
            sources: [
              { configMap: { name: config.metadata.name } },
              { configMap: { name: certificates.metadata.name } },
              { secret: { name: users.metadata.name } },
            ],
          },
        },
      ],
    };
  }

  /** Unhealthy pods never hold up a node's drain. */
  private createDisruptionBudget(): void {
    const { service, ready } = this.args;
    new kubernetes.policy.v1.PodDisruptionBudget(
      this.childName("disruption-budget"),
      {
        metadata: this.metadata(),
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: this.selectorLabels(service) },
        },
      },
      this.inCluster(ready),
    );
  }

  private createService(deployment: kubernetes.apps.v1.Deployment): kubernetes.core.v1.Service {
    const { service } = this.args;
    return new kubernetes.core.v1.Service(
      this.childName("service"),
      {
        metadata: this.metadata(),
        spec: {
          type: "ClusterIP",
          selector: this.selectorLabels(service),
          ports: [{ name: "postgres", port: PORTS.pooler, targetPort: PORTS.pooler, protocol: "TCP" }],
        },
      },
      this.inCluster([deployment]),
    );
  }

  private metadata() {
    const { service } = this.args;
    return { name: service, namespace: NAMESPACES.postgres, labels: this.objectLabels(service) };
  }

  private inCluster(dependsOn: readonly pulumi.Resource[]): pulumi.CustomResourceOptions {
    const { provider, nodesReady } = this.args.cluster;
    return { parent: this, provider, dependsOn: [...nodesReady, ...dependsOn] };
  }
}
