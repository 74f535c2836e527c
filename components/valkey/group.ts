import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { createLogGroup } from "../shared/log-group";
import type { MaintenancePlan } from "../shared/maintenance";
import { PORTS } from "../shared/references";
import { parameterFamily, type ValkeySize } from "./sizes";

export interface ValkeyGroupArgs {
  readonly context: PlatformContext;
  readonly size: ValkeySize;
  /** Whether it is to go: the next `up` without it deletes it, and leaves its final snapshot. Default: false. */
  readonly isLeaving?: boolean;
  /** Whether it was made from a snapshot. Default: false. */
  readonly isRestored?: boolean;
  /** Name of the snapshot it is made from, where that is not decided yet. Default: it comes up empty. */
  readonly snapshot?: string | null;
  /** Name of the subnet group over the data subnets of all zones. */
  readonly subnetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** RBAC user group; who is not in it cannot log in. */
  readonly userGroupId: pulumi.Output<string>;
  /** Key of data at rest, snapshots and logs. */
  readonly keyArn: pulumi.Output<string>;
  readonly windows: MaintenancePlan["valkey"];
  /** Groups that are changed before this one. */
  readonly after: readonly ValkeyGroup[];
}

/**
 * One ElastiCache replication group for Valkey with its own parameter group and slow log.
 *
 * Cluster mode is on from the first tier with a single shard, because turning it on later takes two irreversible
 * steps (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/modify-cluster-mode.html). Nodes, shards and
 * replicas change in place. In one update the provider changes shards first, then replicas, then the node type.
 */
export class ValkeyGroup extends PlatformComponent {
  /** Host name of the configuration endpoint, where cluster clients begin. */
  readonly configurationEndpoint: pulumi.Output<string>;
  private readonly group: aws.elasticache.ReplicationGroup;

  constructor(
    name: string,
    private readonly args: ValkeyGroupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ValkeyGroup", name, args.context, "valkey", opts);
    const parameters = this.createParameterGroup();
    const slowLog = this.createSlowLog();
    this.group = this.createReplicationGroup(parameters, slowLog);
    this.configurationEndpoint = this.group.configurationEndpointAddress;
    this.registerOutputs({ configurationEndpoint: this.configurationEndpoint });
  }

  /** Nodes are called after it, with the numbers of their shard and their place in it. */
  get replicationGroupId(): string {
    return this.physicalName("aws:elasticache/replicationGroup:ReplicationGroup", this.logicalName);
  }

  private createParameterGroup(): aws.elasticache.ParameterGroup {
    const { engineVersion, maxmemoryPolicy } = this.args.size;
    // In its name: the group of the next family comes beside this one, which cannot go while the nodes use it.
    const family = parameterFamily(engineVersion);
    return new aws.elasticache.ParameterGroup(
      this.childName(`parameters-${family}`),
      {
        name: this.physicalName(
          "aws:elasticache/parameterGroup:ParameterGroup",
          `${this.logicalName}-${family}`,
        ),
        description: `Parameters of ${this.logicalName}`,
        family,
        parameters: [
          { name: "cluster-enabled", value: "yes" },
          { name: "maxmemory-policy", value: maxmemoryPolicy },
        ],
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /** Commands slower than 10 ms: few at any size, and the first thing to read when a cache is slow. */
  private createSlowLog(): aws.cloudwatch.LogGroup {
    return createLogGroup(this, "slow-log", {
      // Under this prefix AWS needs no entry for each log group in the account's one size-limited resource policy.
      name: `/aws/vendedlogs/elasticache/${this.replicationGroupId}/slow-log`,
      keyArn: this.args.keyArn,
    });
  }

  private createReplicationGroup(
    parameters: aws.elasticache.ParameterGroup,
    slowLog: aws.cloudwatch.LogGroup,
  ): aws.elasticache.ReplicationGroup {
    const { size, subnetGroupName, securityGroupId, userGroupId, keyArn, windows } = this.args;
    const { isLeaving = false, isRestored = false, snapshot = null } = this.args;
    return new aws.elasticache.ReplicationGroup(
      this.childName("group"),
      {
        replicationGroupId: this.replicationGroupId,
        description: `Valkey ${size.role}`,
        engine: "valkey",
        engineVersion: size.engineVersion,
        // An automatic 8.1 to 8.2 would make the next update a downgrade, which replaces the group.
        autoMinorVersionUpgrade: false,
        nodeType: size.nodeType,
        port: PORTS.valkey,
        parameterGroupName: parameters.name,
        clusterMode: "enabled",
        numNodeGroups: size.shardCount,
        replicasPerNodeGroup: size.replicasPerShard,
        // Cluster mode demands it, even where there is no replica to fail over to.
        automaticFailoverEnabled: true,
        multiAzEnabled: size.multiAz,
        subnetGroupName,
        securityGroupIds: [securityGroupId],
        userGroupIds: [userGroupId],
        atRestEncryptionEnabled: true,
        kmsKeyId: keyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        ...(snapshot === null ? {} : { snapshotName: snapshot }),
        snapshotRetentionLimit: size.snapshotRetentionDays,
        snapshotWindow: windows.snapshot,
        maintenanceWindow: windows.maintenance,
        applyImmediately: true,
        logDeliveryConfigurations: [
          {
            destinationType: "cloudwatch-logs",
            destination: slowLog.name,
            logFormat: "json",
            logType: "slow-log",
          },
        ],
        ...this.nameFinalSnapshot(),
        tags: this.tags(),
      },
      {
        // Sessions cannot be computed again. Embeddings can, so a tier may drop their group.
        ...(size.role === "main" ? this.holdsData(isLeaving ? { protect: false } : {}) : { parent: this }),
        // What it was made from is decided once; said otherwise later, or no more, it would be replaced.
        ...(isRestored ? { ignoreChanges: ["snapshotName"] } : {}),
        dependsOn: this.args.after.map(({ group }) => group),
        // A reshard moves slots one by one and outlasts the provider's 40 minutes.
        customTimeouts: { create: "1h", update: "4h", delete: "1h" },
      },
    );
  }

  /** A last snapshot of the group that holds sessions. Its name is taken for ever, hence the random suffix. */
  private nameFinalSnapshot(): Pick<aws.elasticache.ReplicationGroupArgs, "finalSnapshotIdentifier"> {
    if (this.args.size.role !== "main") return {};
    const suffix = new random.RandomId(this.childName("final-snapshot"), { byteLength: 4 }, { parent: this });
    return { finalSnapshotIdentifier: pulumi.interpolate`${this.replicationGroupId}-final-${suffix.hex}` };
  }
}
