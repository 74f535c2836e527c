import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { partAlarm } from "../../models/promises/alarms/part-alarm";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { MaintenancePlan } from "../shared/maintenance";
import { metricAlarmArgs } from "../shared/metric-alarm-args";
import { PROMISE_TAG } from "../shared/promise-tag";
import { PORTS } from "../shared/references";
import {
  createCreditAlarm,
  createInstanceLogGroup,
  INSTANCE_TIMEOUTS,
  instanceSettings,
  type InstanceSettingsArgs,
} from "./instance-settings";

export interface PilotShardArgs extends InstanceSettingsArgs {
  readonly context: PlatformContext;
  /** Such as `shard-0`. */
  readonly shard: string;
  /** The primary, in another region. */
  readonly sourceArn: string;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly alertTopicArn: pulumi.Output<string>;
  readonly windows: MaintenancePlan["postgres"];
}

/** A replica of a primary in another region. It is the resource of `PostgresShard`'s primary, by type and name. */
export class PilotShard extends PlatformComponent {
  /** Of the replica in RDS. */
  readonly identifier: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: PilotShardArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("PostgresShard", name, args.context, "postgres", opts);
    const { identifier } = this.createReplica();
    this.createAlarms(identifier);
    this.identifier = identifier;
    this.registerOutputs({});
  }

  /**
   * RDS takes engine, database, user and password from the source, and key, subnets and parameters from here, as nothing of the
   * source's region can be used in another one
   * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html).
   */
  private createReplica(): aws.rds.Instance {
    const { shard, sourceArn, subnetGroupName, keyArn, windows } = this.args;
    const identifier = this.physicalName("aws:rds/instance:Instance", shard);
    const logGroup = createInstanceLogGroup(this, "primary", identifier, keyArn);
    return new aws.rds.Instance(
      this.childName("primary"),
      {
        ...instanceSettings(this, this.args, identifier),
        replicateSourceDb: sourceArn,
        port: PORTS.postgres,
        kmsKeyId: keyArn,
        dbSubnetGroupName: subnetGroupName,
        multiAz: false,
        backupRetentionPeriod: 0,
        maintenanceWindow: windows.primary,
        // RDS lets it pass unheard for a replica (TestAccRDSInstance_ReplicateSourceDB_deletionProtection), and makes no final
        // snapshot of one; the engine's own protection holds.
        deletionProtection: false,
        skipFinalSnapshot: true,
      },
      this.holdsData({ dependsOn: [logGroup], customTimeouts: INSTANCE_TIMEOUTS }),
    );
  }

  /** Those of the whole platform come with it. */
  private createAlarms(identifier: pulumi.Output<string>): void {
    const { shard, spec, alertTopicArn } = this.args;
    if (spec.instanceClass.startsWith("db.t"))
      createCreditAlarm(this, { shard, role: "primary" }, identifier, alertTopicArn);
    const promise = "postgres-replica-stopped";
    new aws.cloudwatch.MetricAlarm(
      this.childName("pilot-stopped"),
      {
        name: this.physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", `${shard}-pilot-stopped`),
        ...metricAlarmArgs(partAlarm<pulumi.Input<string>>(promise, { instance: identifier })),
        alarmActions: [alertTopicArn],
        okActions: [alertTopicArn],
        tags: this.tags({ [PROMISE_TAG]: promise }),
      },
      { parent: this },
    );
  }
}
