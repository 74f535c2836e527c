import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Rotation, TierSpec } from "../../tiers";
import { shardNames } from "../../tiers/shards";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { MaintenancePlan } from "../shared/maintenance";
import { PORTS, type ClusterReference, type NetworkReference } from "../shared/references";
import { generationsOf } from "../shared/rotation";
import { createStoredSecret } from "../shared/stored-secret";
import { createCredentials, type PostgresCredentials } from "./credentials";
import { Pooler } from "./pooler";
import { POSTGRES_DATABASE } from "./pooler-config";
import { parameterFamily, postgresParameters } from "./parameters";
import { PostgresShard } from "./shard";
import { postgresUrl } from "./urls";

export interface PostgresArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["postgres"];
  /** Whether RDS may go to another major version. */
  readonly allowMajorVersionUpgrade: boolean;
  /** Which passwords are valid and used. */
  readonly rotation: Rotation;
  /** Shards that are to go, such as `shard-3`: nobody is led to them, and their protection is lifted. */
  readonly decommissioned: readonly string[];
  readonly network: NetworkReference;
  readonly cluster: ClusterReference;
  /** Key of disks, snapshots, logs and the secret. */
  readonly keyArn: pulumi.Output<string>;
  /** Hears of paid CPU credits. */
  readonly alertTopicArn: pulumi.Output<string>;
  /** PEM text of the roots that sign RDS's server certificates in the region. */
  readonly rootCertificates: string;
  /** When instances may be restarted, and backed up. */
  readonly windows: MaintenancePlan["postgres"];
}

const SECRET_RECOVERY_DAYS = 30;

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
  /** Of the primaries in RDS, by shard. */
  readonly primaryIdentifiers: pulumi.Output<string[]>;
  /** Of all replicas of all shards. */
  readonly replicaIdentifiers: pulumi.Output<string[]>;
  /** What must be there before a client connects. */
  readonly ready: readonly pulumi.Resource[];

  constructor(
    name: string,
    private readonly args: PostgresArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Postgres", name, args.context, "postgres", opts);
    const credentials = createCredentials(this, generationsOf(args.rotation));
    const shards = this.createShards(credentials.master.password);
    this.createSecret(credentials, shards);
    const inService = new Map([...shards].filter(([shard]) => !args.decommissioned.includes(shard)));
    const pooler = this.createPooler(credentials, inService);

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
    this.ready = [pooler];
    this.registerOutputs({ writeUrl: this.writeUrl, readUrl: this.readUrl, shardUrls: this.shardUrls });
  }

  /** By name, such as `shard-0`. */
  private createShards(password: pulumi.Output<string>): ReadonlyMap<string, PostgresShard> {
    const { context, spec, allowMajorVersionUpgrade, keyArn, alertTopicArn, decommissioned, windows } =
      this.args;
    const shared = {
      context,
      spec,
      allowMajorVersionUpgrade,
      keyArn,
      alertTopicArn,
      windows,
      password,
      subnetGroupName: this.createSubnetGroup().name,
      securityGroupId: this.createSecurityGroup().id,
      parameterGroupName: this.createParameterGroup().name,
    };
    return new Map(
      shardNames(spec.shardCount).map((shard) => [
        shard,
        new PostgresShard(
          this.childName(shard),
          { ...shared, shard, isDecommissioned: decommissioned.includes(shard) },
          { parent: this },
        ),
      ]),
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
      recoveryWindowInDays: SECRET_RECOVERY_DAYS,
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

  private createPooler(credentials: PostgresCredentials, shards: ReadonlyMap<string, PostgresShard>): Pooler {
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
        shards: [...shards].map(([shard, { writeHost, readHosts }]) => ({ shard, writeHost, readHosts })),
      },
      { parent: this },
    );
  }
}
