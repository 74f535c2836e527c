import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { peersMinutes, rolloutTimeout } from "../../kinds/kubernetes/apps/rollout";
import type { Rotation, TierSpec, VectorRestore } from "../../tiers";
import { createClosedNamespace } from "../shared/closed-namespace";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import type { Zone } from "../shared/context";
import { createDisruptionBudget } from "../shared/disruption-budget";
import { createPassword } from "../shared/password";
import { generationsOf, ofGeneration, type Generations } from "../shared/rotation";
import type { AccountCopiesReference, CopiesReference } from "../shared/references";
import { createStoredSecret } from "../shared/stored-secret";
import {
  ALT_API_KEY_SECRET,
  API_KEY_SECRET,
  HEADLESS_SERVICE_NAME,
  QDRANT_NAME,
  QDRANT_URL,
  READ_ONLY_API_KEY_SECRET,
  REBALANCE_NAME,
  RESTORE_NAME,
  SNAPSHOTS_NAME,
} from "./names";
import { networkPolicies } from "./network-policies";
import { PEER_TIMES, START_CONFIG } from "./peer";
import { peerSetSpec } from "./peer-set";
import { QdrantRebalance } from "./rebalance";
import { QdrantRestore } from "./restore";
import { clientServiceSpec, headlessServiceSpec } from "./services";
import { QdrantSnapshots } from "./snapshots";
import { START_SCRIPT } from "./start-script";
import { createVolumes } from "./volumes";

type StatefulSet = kubernetes.apps.v1.StatefulSet;
type Service = kubernetes.core.v1.Service;
/** Resources that others depend on. */
type Resources = readonly pulumi.Resource[];

export interface QdrantArgs extends ClusterComponentArgs {
  readonly spec: TierSpec["qdrant"];
  /** Which API keys are valid and used. */
  readonly rotation: Rotation;
  /** Collections that were restored; with a phase, the job that carries it out is there. Default: none. */
  readonly restore?: VectorRestore | undefined;
  /** Zones the peers spread over. */
  readonly zones: readonly Zone[];
  /** Key that encrypts volumes, snapshots and the API key. */
  readonly keyArn: pulumi.Output<string>;
  /** When the daily snapshots begin, as a cron expression in UTC. */
  readonly snapshotSchedule: string;
  /** Where copies of the snapshots are kept in another region; null for none. */
  readonly copies: CopiesReference | null;
  /** The same in another account. */
  readonly accountCopies: AccountCopiesReference | null;
}

/** The keys of the peers, and the one that clients are given. */
interface ApiKeys {
  readonly key: pulumi.Output<string>;
  /** Taken as well, during a rotation. */
  readonly alternative: pulumi.Output<string> | null;
  readonly used: pulumi.Output<string>;
  /** Changes with the oldest that is valid, when the peers restart anyway. */
  readonly readOnly: pulumi.Output<string>;
}

/**
 * Qdrant as a distributed cluster from one peer on, with daily snapshots.
 *
 * A collection is created by the application, with the tier's `shardCount` and `replicationFactor`. More peers are
 * empty until the job `qdrant-rebalance` moves shards to them (Qdrant documentation, distributed deployment).
 */
export class Qdrant extends ClusterComponent {
  /** HTTP address for clients, the same at every tier. */
  readonly url: string = QDRANT_URL;
  /** Secret. */
  readonly apiKey: pulumi.Output<string>;
  /** By which nothing can be changed; secret. */
  readonly readOnlyApiKey: pulumi.Output<string>;
  /** Name of the bucket with the snapshots. */
  readonly snapshotBucket: pulumi.Output<string>;
  readonly snapshotBucketArn: pulumi.Output<string>;
  /** Peers and the Service in front of them. */
  readonly ready: Resources;

  constructor(
    name: string,
    private readonly args: QdrantArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Qdrant", name, args, "qdrant", opts);
    const generations = generationsOf(args.rotation);
    const apiKeys = this.createApiKeys(generations);
    this.apiKey = apiKeys.used;
    this.readOnlyApiKey = apiKeys.readOnly;
    const { namespace, policies } = this.createNamespace();
    const claims = createVolumes(this, { ...args, namespace });
    const configuration = this.createConfiguration(apiKeys, namespace);
    const headless = this.createHeadlessService(namespace);
    const peers = this.createPeers(generations, [...policies, ...claims, ...configuration, headless]);
    const service = this.createClientService(peers);
    createDisruptionBudget(this, QDRANT_NAME, [namespace]);
    const jobsReady = [namespace, ...policies, ...configuration];
    const snapshots = this.createSnapshots(jobsReady);
    this.snapshotBucket = snapshots.bucket;
    this.snapshotBucketArn = snapshots.bucketArn;
    this.createRebalance(jobsReady);
    this.createRestore(snapshots, [...jobsReady, service]);
    this.ready = [peers, service];
    this.registerOutputs({ url: this.url, snapshotBucket: this.snapshotBucket });
  }

  /** A key for each generation that is valid, and a copy of the used one for people in Secrets Manager. */
  private createApiKeys({ valid, used }: Generations): ApiKeys {
    const keyOf = (role: string, generation: number): pulumi.Output<string> =>
      pulumi.secret(
        createPassword(this, ofGeneration(role, generation), { generation: String(generation) }).result,
      );
    const key = keyOf("api-key", valid[0]);
    const alternative = valid[1] === undefined ? null : keyOf("api-key", valid[1]);
    const apiKey = used === valid[0] || alternative === null ? key : alternative;
    createStoredSecret(this, {
      name: "qdrant",
      description: "Address and API key of Qdrant",
      keyArn: this.args.keyArn,
      value: { url: this.url, apiKey },
    });
    return { key, alternative, used: apiKey, readOnly: keyOf("read-only-api-key", valid[0]) };
  }

  /** Protected like the claims in it: Kubernetes deletes them with their namespace. */
  private createNamespace(): ReturnType<typeof createClosedNamespace> {
    return createClosedNamespace(this, {
      policies: networkPolicies({
        peer: this.selectorLabels(QDRANT_NAME),
        snapshots: this.selectorLabels(SNAPSHOTS_NAME),
        rebalance: this.selectorLabels(REBALANCE_NAME),
        restore: this.args.restore?.phase === undefined ? null : this.selectorLabels(RESTORE_NAME),
      }),
      holdsData: true,
      policyRolePrefix: "policy-",
      policyWorkload: QDRANT_NAME,
    });
  }

  private createConfiguration(
    { key, alternative, readOnly }: ApiKeys,
    namespace: pulumi.Resource,
  ): Resources {
    return [
      new kubernetes.core.v1.ConfigMap(
        this.childName("start"),
        {
          metadata: this.metadata(START_CONFIG.name, QDRANT_NAME),
          data: { [START_CONFIG.key]: START_SCRIPT },
        },
        this.inCluster(namespace),
      ),
      new kubernetes.core.v1.Secret(
        this.childName("api-key-secret"),
        {
          metadata: this.metadata(API_KEY_SECRET.name, QDRANT_NAME),
          stringData: {
            [API_KEY_SECRET.key]: key,
            [READ_ONLY_API_KEY_SECRET.key]: readOnly,
            ...(alternative === null ? {} : { [ALT_API_KEY_SECRET.key]: alternative }),
          },
        },
        this.inCluster(namespace),
      ),
    ];
  }

  private createHeadlessService(namespace: pulumi.Resource): Service {
    return new kubernetes.core.v1.Service(
      this.childName("headless"),
      {
        metadata: this.metadata(HEADLESS_SERVICE_NAME, QDRANT_NAME),
        spec: headlessServiceSpec(this.selectorLabels(QDRANT_NAME)),
      },
      this.inCluster(namespace),
    );
  }

  private createPeers({ valid }: Generations, dependsOn: Resources): StatefulSet {
    const spec = peerSetSpec({
      spec: this.args.spec,
      zoneCount: this.args.zones.length,
      podLabels: this.podLabels(QDRANT_NAME),
      selectorLabels: this.selectorLabels(QDRANT_NAME),
      apiKeyGenerations: valid,
    });
    const timeout = rolloutTimeout(
      peersMinutes({ replaced: this.args.spec.peerCount, added: 1, pod: PEER_TIMES }),
    );
    return new kubernetes.apps.v1.StatefulSet(
      this.childName("peers"),
      { metadata: this.metadata(QDRANT_NAME), spec },
      {
        ...this.inCluster(...dependsOn),
        customTimeouts: { create: timeout, update: timeout, delete: timeout },
      },
    );
  }

  /** After the peers: the provider waits until a Service with a selector has endpoints. */
  private createClientService(peers: pulumi.Resource): Service {
    return new kubernetes.core.v1.Service(
      this.childName("service"),
      {
        metadata: this.metadata(QDRANT_NAME),
        spec: clientServiceSpec(this.selectorLabels(QDRANT_NAME)),
      },
      this.inCluster(peers),
    );
  }

  private createSnapshots(dependsOn: Resources): QdrantSnapshots {
    const { snapshotSchedule: schedule } = this.args;
    const args = { ...this.args, schedule, dependsOn };
    return new QdrantSnapshots(this.childName("snapshots"), args, { parent: this });
  }

  private createRebalance(dependsOn: Resources): QdrantRebalance {
    return new QdrantRebalance(this.childName("rebalance"), { ...this.args, dependsOn }, { parent: this });
  }

  private createRestore({ bucket: name, bucketArn: arn }: QdrantSnapshots, dependsOn: Resources): void {
    const { restore } = this.args;
    if (restore?.phase === undefined) return;
    const args = { ...this.args, restore, bucket: { name, arn }, dependsOn };
    new QdrantRestore(this.childName("restore"), args, { parent: this });
  }
}
