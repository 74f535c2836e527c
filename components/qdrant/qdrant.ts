import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext, Zone } from "../shared/context";
import { NAMESPACES, PORTS, type ClusterReference } from "../shared/references";
import {
  API_KEY_SECRET,
  HEADLESS_SERVICE_NAME,
  QDRANT_NAME,
  QDRANT_URL,
  REBALANCE_NAME,
  SNAPSHOTS_NAME,
  STORAGE_CLASS_NAME,
  claimName,
  ordinals,
} from "./names";
import { networkPolicies } from "./network-policies";
import { START_CONFIG, peerPodTemplate } from "./peer";
import { QdrantRebalance } from "./rebalance";
import { QdrantSnapshots } from "./snapshots";
import { START_SCRIPT } from "./start-script";
import { CLAIM_ACCESS_MODES, CLAIM_TEMPLATE, storageClassParameters } from "./storage";

export interface QdrantArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["qdrant"];
  /** Zones the peers spread over. */
  readonly zones: readonly Zone[];
  readonly cluster: ClusterReference;
  /** Key that encrypts volumes, snapshots and the API key. */
  readonly keyArn: pulumi.Output<string>;
}

/** Raise it to renew the API key: the peers restart with the new one, one after another. */
const API_KEY_GENERATION = "1";

/** Resources that restart peer after peer need more time than the provider's ten minutes. */
const ROLLOUT_TIMEOUT = "60m";

/**
 * Qdrant as a distributed cluster from one peer on, with daily snapshots.
 *
 * A collection is created by the application, with the tier's `shardCount` and `replicationFactor`. More peers are
 * empty until the job `qdrant-rebalance` moves shards to them (Qdrant documentation, distributed deployment).
 */
export class Qdrant extends PlatformComponent {
  /** HTTP address for clients, the same at every tier. */
  readonly url: string = QDRANT_URL;
  /** Secret. */
  readonly apiKey: pulumi.Output<string>;
  /** Name of the bucket with the snapshots. */
  readonly snapshotBucket: pulumi.Output<string>;
  /** Peers and the Service in front of them. */
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    private readonly args: QdrantArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Qdrant", name, args.context, "qdrant", opts);
    this.apiKey = this.createApiKey();
    const namespace = this.createNamespace();
    const policies = this.createNetworkPolicies(namespace);
    const claims = this.createClaims(namespace, this.createStorageClass());
    const configuration = this.createConfiguration(namespace);
    const headless = this.createHeadlessService(namespace);
    const peers = this.createPeers([...policies, ...claims, ...configuration, headless]);
    const service = this.createClientService(peers);
    this.createDisruptionBudget(namespace);
    const snapshots = new QdrantSnapshots(
      this.childName("snapshots"),
      { ...args, dependsOn: [namespace, ...policies, ...configuration] },
      { parent: this },
    );
    new QdrantRebalance(
      this.childName("rebalance"),
      { ...args, dependsOn: [namespace, ...policies, ...configuration] },
      { parent: this },
    );
    this.snapshotBucket = snapshots.bucket;
    this.ready = [peers, service];
    this.registerOutputs({ url: this.url, snapshotBucket: this.snapshotBucket });
  }

  /** The key, and a copy for people in Secrets Manager. */
  private createApiKey(): pulumi.Output<string> {
    const password = new random.RandomPassword(
      this.childName("api-key"),
      { length: 40, special: false, keepers: { generation: API_KEY_GENERATION } },
      { parent: this },
    );
    const apiKey = pulumi.secret(password.result);
    const secret = new aws.secretsmanager.Secret(
      this.childName("secret"),
      {
        namePrefix: this.namePrefix("aws:secretsmanager/secret:Secret", "qdrant"),
        description: "Address and API key of Qdrant",
        kmsKeyId: this.args.keyArn,
        tags: this.tags(),
      },
      this.outlivesStack(),
    );
    new aws.secretsmanager.SecretVersion(
      this.childName("secret-version"),
      { secretId: secret.id, secretString: pulumi.jsonStringify({ url: this.url, apiKey }) },
      // Not protected: a renewed key is a new version in place of this one.
      { parent: this, retainOnDelete: true },
    );
    return apiKey;
  }

  /** Protected like the claims in it: Kubernetes deletes them with their namespace. */
  private createNamespace(): kubernetes.core.v1.Namespace {
    return new kubernetes.core.v1.Namespace(
      this.childName("namespace"),
      {
        metadata: {
          name: NAMESPACES.qdrant,
          labels: {
            ...this.objectLabels(QDRANT_NAME),
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
          },
        },
      },
      this.holdsData(this.inCluster()),
    );
  }

  private createNetworkPolicies(namespace: pulumi.Resource): kubernetes.networking.v1.NetworkPolicy[] {
    const specs = networkPolicies({
      peer: this.selectorLabels(QDRANT_NAME),
      snapshots: this.selectorLabels(SNAPSHOTS_NAME),
      rebalance: this.selectorLabels(REBALANCE_NAME),
    });
    return Object.entries(specs).map(
      ([name, spec]) =>
        new kubernetes.networking.v1.NetworkPolicy(
          this.childName(`policy-${name}`),
          { metadata: this.metadata(name), spec },
          this.inCluster(namespace),
        ),
    );
  }

  private createStorageClass(): kubernetes.storage.v1.StorageClass {
    return new kubernetes.storage.v1.StorageClass(
      this.childName("storage-class"),
      {
        metadata: { name: STORAGE_CLASS_NAME, labels: this.objectLabels(QDRANT_NAME) },
        // The driver of EKS Auto Mode, another than the add-on's (Amazon EKS User Guide, create a storage class).
        provisioner: "ebs.csi.eks.amazonaws.com",
        reclaimPolicy: "Retain",
        // A volume is made where its peer is scheduled, not the other way round.
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        parameters: storageClassParameters(this.args.keyArn, this.constantTags()),
      },
      this.holdsData(this.inCluster()),
    );
  }

  /** The claims that the StatefulSet adopts by name. Made here and not by it, so that a volume can grow in place. */
  private createClaims(
    namespace: pulumi.Resource,
    storageClass: pulumi.Resource,
  ): kubernetes.core.v1.PersistentVolumeClaim[] {
    const { peerCount, volumeGiB } = this.args.spec;
    return ordinals(peerCount).map(
      (ordinal) =>
        new kubernetes.core.v1.PersistentVolumeClaim(
          this.childName(`storage-${ordinal}`),
          {
            metadata: this.metadata(claimName(ordinal)),
            spec: {
              accessModes: CLAIM_ACCESS_MODES,
              storageClassName: STORAGE_CLASS_NAME,
              resources: { requests: { storage: `${volumeGiB}Gi` } },
            },
          },
          this.holdsData(this.inCluster(namespace, storageClass)),
        ),
    );
  }

  private createConfiguration(namespace: pulumi.Resource): pulumi.Resource[] {
    return [
      new kubernetes.core.v1.ConfigMap(
        this.childName("start"),
        { metadata: this.metadata(START_CONFIG.name), data: { [START_CONFIG.key]: START_SCRIPT } },
        this.inCluster(namespace),
      ),
      new kubernetes.core.v1.Secret(
        this.childName("api-key-secret"),
        { metadata: this.metadata(API_KEY_SECRET.name), stringData: { [API_KEY_SECRET.key]: this.apiKey } },
        this.inCluster(namespace),
      ),
    ];
  }

  /** Names of the single peers. They must resolve before a peer is ready: peers become ready by finding each other. */
  private createHeadlessService(namespace: pulumi.Resource): kubernetes.core.v1.Service {
    return new kubernetes.core.v1.Service(
      this.childName("headless"),
      {
        metadata: this.metadata(HEADLESS_SERVICE_NAME),
        spec: {
          clusterIP: "None",
          publishNotReadyAddresses: true,
          selector: this.selectorLabels(QDRANT_NAME),
          ports: [
            { name: "http", port: PORTS.qdrantHttp, targetPort: "http" },
            { name: "grpc", port: PORTS.qdrantGrpc, targetPort: "grpc" },
            { name: "peer", port: PORTS.qdrantPeer, targetPort: "peer" },
          ],
        },
      },
      this.inCluster(namespace),
    );
  }

  /**
   * The peers. `podManagementPolicy`, `selector`, `serviceName`, `revisionHistoryLimit` and `volumeClaimTemplates` are
   * frozen: a change of one replaces the set. In order, peers would wait for each other: a peer is ready only in a
   * cluster with a majority.
   */
  private createPeers(dependsOn: readonly pulumi.Resource[]): kubernetes.apps.v1.StatefulSet {
    const { spec, zones } = this.args;
    const selectorLabels = this.selectorLabels(QDRANT_NAME);
    return new kubernetes.apps.v1.StatefulSet(
      this.childName("peers"),
      {
        metadata: this.metadata(QDRANT_NAME),
        spec: {
          replicas: spec.peerCount,
          podManagementPolicy: "Parallel",
          revisionHistoryLimit: 10,
          serviceName: HEADLESS_SERVICE_NAME,
          selector: { matchLabels: selectorLabels },
          updateStrategy: { type: "RollingUpdate" },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          template: peerPodTemplate({
            spec,
            zoneCount: zones.length,
            podLabels: this.podLabels(QDRANT_NAME),
            selectorLabels,
            apiKeyGeneration: API_KEY_GENERATION,
          }),
          volumeClaimTemplates: [CLAIM_TEMPLATE],
        },
      },
      {
        ...this.inCluster(...dependsOn),
        customTimeouts: { create: ROLLOUT_TIMEOUT, update: ROLLOUT_TIMEOUT, delete: ROLLOUT_TIMEOUT },
      },
    );
  }

  /** After the peers: the provider waits until a Service with a selector has endpoints. */
  private createClientService(peers: pulumi.Resource): kubernetes.core.v1.Service {
    return new kubernetes.core.v1.Service(
      this.childName("service"),
      {
        metadata: this.metadata(QDRANT_NAME),
        spec: {
          type: "ClusterIP",
          selector: this.selectorLabels(QDRANT_NAME),
          ports: [
            { name: "http", port: PORTS.qdrantHttp, targetPort: "http" },
            { name: "grpc", port: PORTS.qdrantGrpc, targetPort: "grpc" },
          ],
        },
      },
      this.inCluster(peers),
    );
  }

  /** Never zero disruptions: a budget that a single peer cannot meet would only hold up its node's replacement. */
  private createDisruptionBudget(namespace: pulumi.Resource): void {
    new kubernetes.policy.v1.PodDisruptionBudget(
      this.childName("disruption-budget"),
      {
        metadata: this.metadata(QDRANT_NAME),
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: this.selectorLabels(QDRANT_NAME) },
        },
      },
      this.inCluster(namespace),
    );
  }

  private metadata(name: string): kubernetes.types.input.meta.v1.ObjectMeta {
    return { name, namespace: NAMESPACES.qdrant, labels: this.objectLabels(QDRANT_NAME) };
  }

  private inCluster(...dependsOn: readonly pulumi.Resource[]): pulumi.CustomResourceOptions {
    const { provider, nodesReady } = this.args.cluster;
    return { provider, parent: this, dependsOn: [...nodesReady, ...dependsOn] };
  }
}
