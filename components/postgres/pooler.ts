import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { DENY_ALL, EGRESS_TO_DNS, addresses, podsOf } from "../shared/default-deny";
import { NAMESPACES, PORTS, type ClusterReference } from "../shared/references";
import { poolSizes, poolerResources } from "./pooler-capacity";
import { POOLER_FILES, checksum, pooledDatabaseName, poolerUsersText } from "./pooler-config";
import { PoolerService } from "./pooler-service";
import { rdsRootCertificates } from "./certificates";

/** Where the connections of a shard go. */
export interface PooledShard {
  /** Such as `shard-0`. */
  readonly shard: string;
  readonly writeHost: pulumi.Output<string>;
  readonly readHosts: readonly pulumi.Output<string>[];
}

export interface PoolerArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["postgres"];
  readonly cluster: ClusterReference;
  /** Where the instances have their addresses. */
  readonly serverCidrBlocks: readonly string[];
  /** Of the one user, on all shards. */
  readonly password: pulumi.Output<string>;
  readonly shards: readonly PooledShard[];
}

/** PgBouncer in a namespace of its own: `postgres-rw` leads to the primaries, `postgres-ro` to the replicas. */
export class Pooler extends PlatformComponent {
  /** DNS names inside the cluster. */
  readonly writeHost: pulumi.Output<string>;
  readonly readHost: pulumi.Output<string>;

  private readonly args: PoolerArgs;

  constructor(name: string, args: PoolerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Pooler", name, args.context, "postgres", opts);
    this.args = args;

    const namespace = this.createNamespace();
    const policies = this.createNetworkPolicies(namespace);
    const usersText = args.password.apply(poolerUsersText);
    const users = this.createUsers(namespace, usersText);
    const certificatesText = rdsRootCertificates(args.context.region);
    const certificates = this.createCertificates(namespace, certificatesText);
    const sizes = poolSizes(args.spec);
    const shared = {
      context: args.context,
      cluster: args.cluster,
      replicas: args.spec.poolerReplicas,
      resources: poolerResources(args.spec),
      users,
      certificates,
      checksums: {
        // A hash of a random password of 40 characters tells nothing of it.
        users: pulumi.unsecret(usersText.apply(checksum)),
        certificates: checksum(certificatesText),
      },
      ready: [namespace, ...policies],
    };
    const write = new PoolerService(
      this.childName("rw"),
      {
        ...shared,
        service: "postgres-rw",
        poolSize: sizes.write,
        databases: this.databases(({ writeHost }) => [writeHost]),
      },
      { parent: this },
    );
    const read = new PoolerService(
      this.childName("ro"),
      {
        ...shared,
        service: "postgres-ro",
        poolSize: sizes.read,
        databases: this.databases(({ readHosts }) => readHosts),
      },
      { parent: this },
    );

    this.writeHost = write.host;
    this.readHost = read.host;
    this.registerOutputs({ writeHost: this.writeHost, readHost: this.readHost });
  }

  private databases(hostsOf: (shard: PooledShard) => readonly pulumi.Output<string>[]) {
    return this.args.shards.map((shard) => ({
      name: pooledDatabaseName(shard.shard),
      hosts: hostsOf(shard),
    }));
  }

  private createNamespace(): kubernetes.core.v1.Namespace {
    return new kubernetes.core.v1.Namespace(
      this.childName("namespace"),
      {
        metadata: {
          name: NAMESPACES.postgres,
          labels: {
            ...this.objectLabels("postgres"),
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
          },
        },
      },
      this.inCluster(),
    );
  }

  private createNetworkPolicies(namespace: pulumi.Resource): kubernetes.networking.v1.NetworkPolicy[] {
    const { serverCidrBlocks } = this.args;
    const policy = (name: string, spec: kubernetes.types.input.networking.v1.NetworkPolicySpec) =>
      new kubernetes.networking.v1.NetworkPolicy(
        this.childName(name),
        { metadata: { name, namespace: NAMESPACES.postgres, labels: this.objectLabels(name) }, spec },
        this.inCluster([namespace]),
      );
    return [
      policy("deny-all", DENY_ALL),
      policy("allow-clients", {
        podSelector: {},
        policyTypes: ["Ingress"],
        ingress: [{ from: [podsOf(NAMESPACES.app)], ports: [{ protocol: "TCP", port: PORTS.pooler }] }],
      }),
      policy("allow-servers", {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          { to: addresses(serverCidrBlocks), ports: [{ protocol: "TCP", port: PORTS.postgres }] },
          EGRESS_TO_DNS,
        ],
      }),
    ];
  }

  private createUsers(namespace: pulumi.Resource, text: pulumi.Output<string>): kubernetes.core.v1.Secret {
    return new kubernetes.core.v1.Secret(
      this.childName("users"),
      {
        metadata: {
          name: "pooler-users",
          namespace: NAMESPACES.postgres,
          labels: this.objectLabels("pooler-users"),
        },
        stringData: { [POOLER_FILES.users]: text },
      },
      this.inCluster([namespace]),
    );
  }

  private createCertificates(namespace: pulumi.Resource, text: string): kubernetes.core.v1.ConfigMap {
    return new kubernetes.core.v1.ConfigMap(
      this.childName("certificates"),
      {
        metadata: {
          name: "rds-certificates",
          namespace: NAMESPACES.postgres,
          labels: this.objectLabels("rds-certificates"),
        },
        data: { [POOLER_FILES.certificates]: text },
      },
      this.inCluster([namespace]),
    );
  }

  private inCluster(dependsOn: readonly pulumi.Resource[] = []): pulumi.CustomResourceOptions {
    const { provider, nodesReady } = this.args.cluster;
    return { parent: this, provider, dependsOn: [...nodesReady, ...dependsOn] };
  }
}
