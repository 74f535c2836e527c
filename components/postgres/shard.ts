import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { RestoreSource, TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { MaintenancePlan } from "../shared/maintenance";
import { PORTS, type CopiesReference } from "../shared/references";
import {
  createCreditAlarm,
  createInstanceLogGroup,
  INSTANCE_TIMEOUTS,
  instanceSettings,
} from "./instance-settings";
import { POSTGRES_MASTER } from "./logins";
import { POSTGRES_DATABASE } from "./pooler-config";

export interface PostgresShardArgs {
  readonly context: PlatformContext;
  /** Such as `shard-0`, or `shard-0-restored-2` for an instance restored beside it; part of the physical names, frozen. */
  readonly shard: string;
  /** Whether it is to go: the next `up` without it deletes it, and leaves its final snapshot. */
  readonly isLeaving: boolean;
  /** Whether the primary was made from a backup. */
  readonly isRestored: boolean;
  /** Whether it was a replica of another region, and is promoted. */
  readonly wasReplica: boolean;
  /** What it is made from, where that is not decided yet. */
  readonly source: RestoreSource | null;
  readonly spec: TierSpec["postgres"];
  /** Whether RDS may go to another major version, in this `up`. */
  readonly allowMajorVersionUpgrade: boolean;
  /** Subnets of all zones; shared by the shards. */
  readonly subnetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** The same group for primary and replicas. */
  readonly parameterGroupName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** Key of the storage, where it is not the stack's; else null. */
  readonly storageKeyArn: string | null;
  /** Where copies of its backups are kept; null for none. */
  readonly copies: CopiesReference | null;
  /** Of the master user. */
  readonly password: pulumi.Output<string>;
  /** Hears of paid CPU credits. */
  readonly alertTopicArn: pulumi.Output<string>;
  readonly windows: MaintenancePlan["postgres"];
}

/** The copies are for the loss of the region, of which everybody hears; what is noticed later is restored in the region. */
const COPIED_DAYS = 7;

/** One primary with its read replicas. */
export class PostgresShard extends PlatformComponent {
  /** DNS name of the primary; it stays the same through a failover. */
  readonly writeHost: pulumi.Output<string>;
  /** DNS names of the replicas that serve; the primary's where none does. */
  readonly readHosts: readonly pulumi.Output<string>[];
  /** Of the primary in RDS. */
  readonly primaryIdentifier: pulumi.Output<string>;
  readonly primaryArn: pulumi.Output<string>;
  /** Of all replicas, those included that do not serve yet. */
  readonly replicaIdentifiers: readonly pulumi.Output<string>[];
  /** Of all instances in RDS, by their roles, such as `replica-0`. */
  readonly identifiers: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(
    name: string,
    private readonly args: PostgresShardArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("PostgresShard", name, args.context, "postgres", opts);
    const primary = this.createPrimary();
    const replicas = this.createReplicas(primary);
    this.createCreditAlarms([primary, ...replicas]);
    this.copyBackups(primary);

    this.writeHost = primary.address;
    this.primaryIdentifier = primary.identifier;
    this.primaryArn = primary.arn;
    this.replicaIdentifiers = replicas.map(({ identifier }) => identifier);
    this.identifiers = Object.fromEntries([
      ["primary", primary.identifier],
      ...replicas.map(({ identifier }, index) => [`replica-${index}`, identifier] as const),
    ]);
    const serving = replicas.slice(0, args.spec.servingReplicas);
    this.readHosts = (serving.length > 0 ? serving : [primary]).map(({ address }) => address);
    this.registerOutputs({ writeHost: this.writeHost, readHosts: this.readHosts });
  }

  private createPrimary(): aws.rds.Instance {
    const { args } = this;
    const identifier = this.physicalName("aws:rds/instance:Instance", args.shard);
    const snapshotSuffix = new random.RandomId(
      this.childName("final-snapshot-suffix"),
      { byteLength: 4 },
      { parent: this },
    );
    const logGroup = createInstanceLogGroup(this, "primary", identifier, args.keyArn);
    return new aws.rds.Instance(
      this.childName("primary"),
      {
        ...instanceSettings(this, this.args, identifier),
        ...this.engineSettings(),
        // Only when it is asked for: what may happen at any time happens by a slip of a version.
        ...(args.allowMajorVersionUpgrade ? { allowMajorVersionUpgrade: true } : {}),
        ...this.restoreSettings(),
        password: args.password,
        port: PORTS.postgres,
        kmsKeyId: args.storageKeyArn ?? args.keyArn,
        dbSubnetGroupName: args.subnetGroupName,
        multiAz: args.spec.multiAz,

        backupRetentionPeriod: args.spec.backupRetentionDays,
        backupWindow: args.windows.backup,
        maintenanceWindow: args.windows.primary,
        deleteAutomatedBackups: false,
        deletionProtection: this.deletionProtection && !args.isLeaving,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: pulumi.interpolate`${identifier}-final-${snapshotSuffix.hex}`,
      },
      this.holdsData({
        ...(args.isLeaving ? { protect: false } : {}),
        ignoreChanges: this.decidedOnce(),
        dependsOn: [logGroup],
        customTimeouts: INSTANCE_TIMEOUTS,
      }),
    );
  }

  /**
   * A replica has them from its source, and said of the primary that it has become they would be a change: of the database's
   * name one that replaces it, of the version maybe one to an older minor version.
   */
  private engineSettings(): Partial<aws.rds.InstanceArgs> {
    const { spec, wasReplica, allowMajorVersionUpgrade } = this.args;
    const { engineVersion } = spec;
    if (wasReplica) return allowMajorVersionUpgrade ? { engineVersion } : {};
    return {
      engine: "postgres",
      engineVersion,
      // Decided by the call that creates the instance, for its life: without it, enrolment in paid extended support.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-creating-db-instance.html
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      dbName: POSTGRES_DATABASE,
      username: POSTGRES_MASTER,
    };
  }

  /** What it was made from; said otherwise later, or no more, it would be replaced. */
  private decidedOnce(): string[] {
    const { isRestored, wasReplica, allowMajorVersionUpgrade } = this.args;
    if (isRestored) return ["snapshotIdentifier", "restoreToPointInTime"];
    // Of a major upgrade it stays as it is.
    return wasReplica && !allowMajorVersionUpgrade ? ["engineVersion"] : [];
  }

  /**
   * RDS takes engine, key, user and database from the backup, and RDS's master user gets its present password when the
   * instance is there (hashicorp/terraform-provider-aws:internal/service/rds/instance.go, resourceInstanceCreate).
   */
  private restoreSettings(): Pick<aws.rds.InstanceArgs, "snapshotIdentifier" | "restoreToPointInTime"> {
    const { source } = this.args;
    if (source === null) return {};
    if ("snapshot" in source) return { snapshotIdentifier: source.snapshot };
    // By name, not by its resource: what was restored must not depend on what goes.
    const from =
      "of" in source
        ? { sourceDbInstanceIdentifier: this.physicalName("aws:rds/instance:Instance", source.of) }
        : { sourceDbInstanceAutomatedBackupsArn: source.automatedBackupArn };
    return { restoreToPointInTime: { restoreTime: source.time, ...from } };
  }

  /** One after the other, so that a change never restarts two replicas at a time. */
  private createReplicas(primary: aws.rds.Instance): aws.rds.Instance[] {
    const replicas: aws.rds.Instance[] = [];
    for (let index = 0; index < this.args.spec.replicasPerShard; index++) {
      const role = `replica-${index}`;
      const identifier = this.physicalName("aws:rds/instance:Instance", `${this.args.shard}-${role}`);
      const logGroup = createInstanceLogGroup(this, role, identifier, this.args.keyArn);
      replicas.push(
        new aws.rds.Instance(
          this.childName(role),
          {
            ...instanceSettings(this, this.args, identifier),
            // By identifier, RDS takes subnets, key, engine and user from the primary and refuses to be told them.
            replicateSourceDb: primary.identifier,
            multiAz: false,
            backupRetentionPeriod: 0,
            maintenanceWindow: this.args.windows.replica,
            // A replica holds nothing of its own, and RDS makes no final snapshot of one.
            deletionProtection: false,
            skipFinalSnapshot: true,
          },
          { parent: this, dependsOn: [logGroup, ...replicas.slice(-1)], customTimeouts: INSTANCE_TIMEOUTS },
        ),
      );
    }
    return replicas;
  }

  private createCreditAlarms(instances: readonly aws.rds.Instance[]): void {
    const { spec, shard, alertTopicArn } = this.args;
    if (!spec.instanceClass.startsWith("db.t")) return;
    instances.forEach(({ identifier }, index) => {
      const role = index === 0 ? "primary" : `replica-${index - 1}`;
      createCreditAlarm(this, { shard, role }, identifier, alertTopicArn);
    });
  }

  /** RDS sends each snapshot and, every five minutes, the write-ahead log (USER_ReplicateBackups in its guide). */
  private copyBackups(primary: aws.rds.Instance): void {
    const { copies, isLeaving } = this.args;
    if (copies === null) return;
    new aws.rds.InstanceAutomatedBackupsReplication(
      this.childName("copies"),
      {
        region: copies.region,
        sourceDbInstanceArn: primary.arn,
        kmsKeyId: copies.keyArn,
        retentionPeriod: COPIED_DAYS,
      },
      this.holdsData(isLeaving ? { protect: false } : {}),
    );
  }
}
