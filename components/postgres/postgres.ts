import * as pulumi from "@pulumi/pulumi";
import type { Pilot, Restores, Rotation, TierSpec } from "../../tiers";
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
import { allowPoolers, createDatabaseBase } from "./database-base";
import { createInstances, type PlacedInstance } from "./instances";
import { Pooler, POOLER_SERVICES } from "./pooler";
import { POSTGRES_DATABASE } from "./pooler-config";
import { podsHostOf } from "./pooler-service";
import type { DrilledDatabases } from "./restore-drill";
import type { PostgresShard } from "./shard";
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
  /** Whose databases were replicas of another region, and are promoted; null for a stack of its own data. */
  readonly pilot: Pilot | null;
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
  /** Of all primaries, those included that do not serve yet or any more. */
  readonly primaryArns: readonly pulumi.Output<string>[];
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
    const base = createDatabaseBase(this, args);
    allowPoolers(this, base.securityGroupId, args.cluster.securityGroupId);
    const placed = createInstances(this, {
      ...base,
      context: args.context,
      spec: args.spec,
      allowMajorVersionUpgrade: args.allowMajorVersionUpgrade,
      restores: args.restores,
      pilot: args.pilot,
      decommissioned: args.decommissioned,
      keyArn: args.keyArn,
      copies: args.copies,
      alertTopicArn: args.alertTopicArn,
      windows: args.windows,
      password: credentials.master.password,
    });
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
    this.primaryArns = placed
      .filter(({ isLeaving }) => !isLeaving)
      .map(({ instance }) => instance.primaryArn);
    this.primaryIdentifiers = pulumi.all(instances.map(({ primaryIdentifier }) => primaryIdentifier));
    this.replicaIdentifiers = pulumi.all(instances.flatMap(({ replicaIdentifiers }) => replicaIdentifiers));
    this.identifiers = Object.fromEntries(
      [...shards].flatMap(([shard, { identifiers }]) =>
        Object.entries(identifiers).map(([role, identifier]) => [`${shard}-${role}`, identifier]),
      ),
    );
    this.ready = [pooler];
    const { subnetGroupName, securityGroupId } = base;
    this.drilled = {
      subnetGroupName,
      securityGroupId,
      sources: [...inService.values()].map(({ primaryIdentifier, writeHost, readHosts }) => ({
        primary: primaryIdentifier,
        readHost: readHosts[0] ?? writeHost,
      })),
      reader: credentials.used.reader,
      ready: [pooler],
    };
    this.registerOutputs({ writeUrl: this.writeUrl, readUrl: this.readUrl, shardUrls: this.shardUrls });
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
