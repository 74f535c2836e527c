import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { createClosedNamespace } from "../shared/closed-namespace";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import type { PostgresCredentials } from "./credentials";
import { poolerNetworkPolicies } from "./network-policies";
import { poolSizes, poolerResources } from "../../tiers/pooler-capacity";
import { poolerUsersText } from "./pooler-access";
import { POOLER_FILES, checksum, pooledDatabaseName } from "./pooler-config";
import { PoolerService, type PoolerServiceArgs } from "./pooler-service";
import { PostgresRoles } from "./roles";

/** Where the connections of a shard go, or went before it was restored, or will go. */
export interface PooledInstance {
  /** Such as `shard-0`. */
  readonly shard: string;
  /** Such as `shard-0` or `shard-0-restored-2`: of one shard each has another. */
  readonly role: string;
  /** Whether connections go there; nobody of the product may log in to another. */
  readonly isServing: boolean;
  readonly writeHost: pulumi.Output<string>;
  readonly readHosts: readonly pulumi.Output<string>[];
}

export interface PoolerArgs extends ClusterComponentArgs {
  readonly spec: TierSpec["postgres"];
  /** Where the instances have their addresses. */
  readonly serverCidrBlocks: readonly string[];
  /** PEM text of the roots that sign the certificates of the instances. */
  readonly rootCertificates: string;
  /** On all shards. */
  readonly credentials: Pick<PostgresCredentials, "generations" | "master" | "logins" | "pooled">;
  /** One of each shard serves. */
  readonly instances: readonly PooledInstance[];
}

/** Names of the Services in front of the poolers. */
export const POOLER_SERVICES = ["postgres-rw", "postgres-ro"] as const;

/** What the Deployments for writing and for reading have in common. */
type SharedArgs = Omit<PoolerServiceArgs, "service" | "poolSize" | "databases">;

/** PgBouncer in a namespace of its own: `postgres-rw` leads to the primaries, `postgres-ro` to the replicas. */
export class Pooler extends ClusterComponent {
  /** DNS names inside the cluster. */
  readonly writeHost: pulumi.Output<string>;
  readonly readHost: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: PoolerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Pooler", name, args, "postgres", opts);
    const { namespace, policies } = createClosedNamespace(this, {
      policies: poolerNetworkPolicies(args.serverCidrBlocks),
    });
    const files = this.createFiles(namespace);
    const roles = this.createRoles(files.certificates, [namespace, ...policies]);
    const shared: SharedArgs = {
      context: args.context,
      cluster: args.cluster,
      replicas: args.spec.poolerReplicas,
      resources: poolerResources(args.spec),
      ...files,
      // Who is let in here is let in there.
      ready: [namespace, ...policies, ...roles.jobs],
    };
    this.writeHost = this.createService("rw", shared, ({ writeHost }) => [writeHost]).host;
    this.readHost = this.createService("ro", shared, ({ readHosts }) => readHosts).host;
    this.registerOutputs({ writeHost: this.writeHost, readHost: this.readHost });
  }

  private createFiles(
    namespace: pulumi.Resource,
  ): Pick<PoolerServiceArgs, "users" | "certificates" | "checksums"> {
    const usersText = this.args.credentials.pooled.apply(poolerUsersText);
    const certificatesText = this.args.rootCertificates;
    return {
      users: new kubernetes.core.v1.Secret(
        this.childName("users"),
        { metadata: this.metadata("pooler-users"), stringData: { [POOLER_FILES.users]: usersText } },
        this.inCluster(namespace),
      ),
      certificates: new kubernetes.core.v1.ConfigMap(
        this.childName("certificates"),
        {
          metadata: this.metadata("rds-certificates"),
          data: { [POOLER_FILES.certificates]: certificatesText },
        },
        this.inCluster(namespace),
      ),
      checksums: {
        // A hash of random passwords of 40 characters tells nothing of them.
        users: pulumi.unsecret(usersText.apply(checksum)),
        certificates: checksum(certificatesText),
      },
    };
  }

  private createRoles(
    certificates: kubernetes.core.v1.ConfigMap,
    ready: readonly pulumi.Resource[],
  ): PostgresRoles {
    const { context, cluster, credentials, instances } = this.args;
    return new PostgresRoles(
      this.childName("roles"),
      {
        context,
        cluster,
        masterPassword: credentials.master.password,
        generations: credentials.generations,
        logins: credentials.logins,
        instances,
        certificates,
        ready,
      },
      { parent: this },
    );
  }

  private get serving(): readonly PooledInstance[] {
    return this.args.instances.filter(({ isServing }) => isServing);
  }

  private createService(
    role: "rw" | "ro",
    shared: SharedArgs,
    hostsOf: (shard: PooledInstance) => readonly pulumi.Output<string>[],
  ): PoolerService {
    const sizes = poolSizes(this.args.spec);
    return new PoolerService(
      this.childName(role),
      {
        ...shared,
        service: `postgres-${role}`,
        poolSize: role === "rw" ? sizes.write : sizes.read,
        databases: this.serving.map((shard) => ({
          name: pooledDatabaseName(shard.shard),
          hosts: hostsOf(shard),
          ...(role === "ro" && this.args.spec.servingReplicas === 1 ? { fallbackHost: shard.writeHost } : {}),
        })),
      },
      { parent: this },
    );
  }
}
