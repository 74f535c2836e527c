import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Restores, Rotation, TierSpec } from "../../tiers";
import { shardInstances, type ShardInstance } from "../../tiers/shard-instances";
import { shardNames } from "../../tiers/shards";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { MaintenancePlan } from "../shared/maintenance";
import {
  PORTS,
  type ClusterReference,
  type CopiesReference,
  type NetworkReference,
} from "../shared/references";
import { generationsOf } from "../shared/rotation";
import { createStoredSecret } from "../shared/stored-secret";
import { createCredentials, type PostgresCredentials } from "./credentials";
import { Pooler, POOLER_SERVICES } from "./pooler";
import { POSTGRES_DATABASE } from "./pooler-config";
import { podsHostOf } from "./pooler-service";
import { parameterFamily, postgresParameters } from "./parameters";
import type { DrilledDatabases } from "./restore-drill";
import { PostgresShard } from "./shard";
import { postgresUrl } from "./urls";

export interface PostgresArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["postgres"];
  /** Whether RDS may go to another major version. */
  readonly allowMajorVersionUpgrade: boolean;
  /** Which passwords are valid and used. */
  readonly rotation: Rotation;
  /** Shards that were restored, or are on their way there. */
  readonly restores: Restores["postgres"];
  /** Shards that are to go, such as `shard-3`: nobody is led to them, and their protection is lifted. */
  readonly decommissioned: readonly string[];
  readonly network: NetworkReference;
  readonly cluster: ClusterReference;
  /** Key of disks, snapshots, logs and the secret. */
  readonly keyArn: pulumi.Output<string>;
  /** Where copies of the backups and of the secret are kept; null for none. */
  readonly copies: CopiesReference | null;
  /** Hears of paid CPU credits. */
  readonly alertTopicArn: pulumi.Output<string>;
  /** PEM text of the roots that sign RDS's server certificates in the region. */
  readonly rootCertificates: string;
  /** When instances may be restarted, and backed up. */
  readonly windows: MaintenancePlan["postgres"];
}

/** A primary with its replicas, which serves a shard or stands beside the one that does. */
interface PlacedInstance extends ShardInstance {
  /** Such as `shard-0`. */
  readonly shard: string;
  readonly instance: PostgresShard;
}

/** PostgreSQL of the application: shards on RDS, reached through PgBouncer. */
export class Postgres extends PlatformComponent {
  /** `postgres://…/shard_0` at the primary; secret. Known once the pooler answers. */
  readonly writeUrl: pulumi.Output<string>;
  /** The same at the read replicas, which lag a little; at the primary where there are none. Secret. */
  readonly readUrl: pulumi.Output<string>;
  /** The same as a user who may only read. Secret. */
  readonly readOnlyUrl: pulumi.Output<string>;
  /** JSON text `{"shard-0": {"write": url, "read": url, "readOnly": url}, …}`; secret. */
  readonly shardUrls: pulumi.Output<string>;
  /** `postgres://…/shard_0` at the primary as the user who may change tables, on a connection of its own; secret. */
  readonly migrationUrl: pulumi.Output<string>;
  /** JSON text `{"shard-0": url, …}`; secret. */
  readonly shardMigrationUrls: pulumi.Output<string>;
  /** Who may read the console of the poolers, and names that have the addresses of their pods. */
  readonly poolerObserver: {
    readonly user: string;
    /** Secret. */
    readonly password: pulumi.Output<string>;
    readonly hosts: readonly string[];
  };
  /** Of the primaries in RDS, by shard. */
  readonly primaryIdentifiers: pulumi.Output<string[]>;
  /** Of all replicas of all shards. */
  readonly replicaIdentifiers: pulumi.Output<string[]>;
  /** Of the instances in RDS that serve, by shard and role, such as `shard-0-replica-0`. */
  readonly identifiers: Readonly<Record<string, pulumi.Output<string>>>;
  /** What must be there before a client connects. */
  readonly ready: readonly pulumi.Resource[];
  /** What a drill is told to try out their backups. */
  readonly drilled: DrilledDatabases;

  constructor(
    name: string,
    private readonly args: PostgresArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Postgres", name, args.context, "postgres", opts);
    const credentials = createCredentials(this, generationsOf(args.rotation));
    const network = {
      subnetGroupName: this.createSubnetGroup().name,
      securityGroupId: this.createSecurityGroup().id,
    };
    const placed = this.createInstances(credentials.master.password, network);
    const shards = new Map(
      placed.filter(({ isServing }) => isServing).map(({ shard, instance }) => [shard, instance]),
    );
    this.createSecret(credentials, shards);
    const inService = new Map([...shards].filter(([shard]) => !args.decommissioned.includes(shard)));
    const pooler = this.createPooler(
      credentials,
      placed.filter(({ shard }) => inService.has(shard)),
    );

    this.poolerObserver = { ...credentials.observer, hosts: POOLER_SERVICES.map(podsHostOf) };
    const { writer, reader, migrator } = credentials.used;
    const urlsOf = (shard: string) => ({
      write: postgresUrl(writer, pooler.writeHost, shard),
      read: postgresUrl(writer, pooler.readHost, shard),
      readOnly: postgresUrl(reader, pooler.readHost, shard),
    });
    const migrationUrlOf = (shard: string) => postgresUrl(migrator, pooler.writeHost, shard);
    const byShard = (valueOf: (shard: string) => unknown) =>
      pulumi.jsonStringify(Object.fromEntries([...inService.keys()].map((shard) => [shard, valueOf(shard)])));
    const first = urlsOf("shard-0");
    this.writeUrl = first.write;
    this.readUrl = first.read;
    this.readOnlyUrl = first.readOnly;
    this.shardUrls = byShard(urlsOf);
    this.migrationUrl = migrationUrlOf("shard-0");
    this.shardMigrationUrls = byShard(migrationUrlOf);
    const instances = [...shards.values()];
    this.primaryIdentifiers = pulumi.all(instances.map(({ primaryIdentifier }) => primaryIdentifier));
    this.replicaIdentifiers = pulumi.all(instances.flatMap(({ replicaIdentifiers }) => replicaIdentifiers));
    this.identifiers = Object.fromEntries(
      [...shards].flatMap(([shard, { identifiers }]) =>
        Object.entries(identifiers).map(([role, identifier]) => [`${shard}-${role}`, identifier]),
      ),
    );
    this.ready = [pooler];
    this.drilled = {
      ...network,
      sources: [...inService.values()].map(({ primaryIdentifier, writeHost, readHosts }) => ({
        primary: primaryIdentifier,
        readHost: readHosts[0] ?? writeHost,
      })),
      reader: credentials.used.reader,
      ready: [pooler],
    };
    this.registerOutputs({ writeUrl: this.writeUrl, readUrl: this.readUrl, shardUrls: this.shardUrls });
  }

  /** All of each shard; one of them serves. */
  private createInstances(
    password: pulumi.Output<string>,
    network: Pick<DrilledDatabases, "subnetGroupName" | "securityGroupId">,
  ): readonly PlacedInstance[] {
    const {
      context,
      spec,
      allowMajorVersionUpgrade,
      keyArn,
      copies,
      alertTopicArn,
      restores,
      decommissioned,
      windows,
    } = this.args;
    const shared = {
      context,
      spec,
      allowMajorVersionUpgrade,
      keyArn,
      copies,
      alertTopicArn,
      windows,
      password,
      ...network,
      parameterGroupName: this.createParameterGroup().name,
    };
    return shardNames(spec.shardCount).flatMap((shard) =>
      shardInstances(shard, restores[shard]).map((one) => {
        const { role, isRestored, source, kmsKeyArn: storageKeyArn } = one;
        const isLeaving = one.isLeaving || decommissioned.includes(shard);
        const args = { ...shared, shard: role, isLeaving, isRestored, source, storageKeyArn };
        return {
          ...one,
          shard,
          instance: new PostgresShard(this.childName(role), args, { parent: this }),
        };
      }),
    );
  }

  private createSubnetGroup(): aws.rds.SubnetGroup {
    return new aws.rds.SubnetGroup(
      this.childName("subnets"),
      {
        name: this.physicalName("aws:rds/subnetGroup:SubnetGroup", "postgres"),
        description: "Data subnets of all zones",
        subnetIds: [...this.args.network.dataSubnetIds],
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /**
   * Pods of the cluster may come in, and shards may reach each other: a venture moves between them by logical replication, in
   * which the target connects to the source. Replication from a primary to its replicas is RDS's own.
   */
  private createSecurityGroup(): aws.ec2.SecurityGroup {
    const { network, cluster } = this.args;
    const securityGroup = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        name: this.physicalName("aws:ec2/securityGroup:SecurityGroup", "postgres"),
        description: "PostgreSQL, from the cluster only",
        vpcId: network.vpcId,
        tags: this.tags({ Name: "postgres" }),
      },
      { parent: this },
    );
    const port = { ipProtocol: "tcp", fromPort: PORTS.postgres, toPort: PORTS.postgres, tags: this.tags() };
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("from-cluster"),
      {
        securityGroupId: securityGroup.id,
        referencedSecurityGroupId: cluster.securityGroupId,
        description: "PgBouncer",
        ...port,
      },
      { parent: this },
    );
    const shards = {
      securityGroupId: securityGroup.id,
      referencedSecurityGroupId: securityGroup.id,
      description: "Logical replication between shards",
      ...port,
    };
    new aws.vpc.SecurityGroupIngressRule(this.childName("from-shards"), shards, { parent: this });
    new aws.vpc.SecurityGroupEgressRule(this.childName("to-shards"), shards, { parent: this });
    return securityGroup;
  }

  /** Named after its family: the next major version gets a group beside this one. */
  private createParameterGroup(): aws.rds.ParameterGroup {
    const { spec } = this.args;
    const family = parameterFamily(spec.engineVersion);
    return new aws.rds.ParameterGroup(
      this.childName(`parameters-${family}`),
      {
        name: this.physicalName("aws:rds/parameterGroup:ParameterGroup", family),
        family,
        description: "Primaries and read replicas",
        parameters: postgresParameters(spec),
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createSecret(
    { master, used }: PostgresCredentials,
    shards: ReadonlyMap<string, PostgresShard>,
  ): void {
    const hosts = [...shards].map(([shard, { writeHost, readHosts }]) => [
      shard,
      { write: writeHost, read: [...readHosts] },
    ]);
    createStoredSecret(this, {
      name: "postgres",
      description: "PostgreSQL: users, passwords and the shards' instances",
      keyArn: this.args.keyArn,
      copies: this.args.copies,
      value: {
        username: master.user,
        password: master.password,
        users: used,
        database: POSTGRES_DATABASE,
        port: PORTS.postgres,
        shards: Object.fromEntries(hosts) as Record<string, pulumi.Input<unknown>>,
      },
    });
  }

  private createPooler(credentials: PostgresCredentials, placed: readonly PlacedInstance[]): Pooler {
    const { context, spec, network, cluster, rootCertificates } = this.args;
    return new Pooler(
      this.childName("pooler"),
      {
        context,
        spec,
        cluster,
        serverCidrBlocks: network.dataCidrBlocks,
        rootCertificates,
        credentials,
        instances: placed.map(({ shard, role, isServing, instance: { writeHost, readHosts } }) => ({
          shard,
          role,
          isServing,
          writeHost,
          readHosts,
        })),
      },
      { parent: this },
    );
  }
}
