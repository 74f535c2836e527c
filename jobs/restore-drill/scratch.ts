import type { Clock } from "../qdrant-rebalance/clock";
import { RefusalError } from "../qdrant-rebalance/refusal";
import { AwsError, type AwsQuery } from "../shared/aws-query";
import { elementsOf, textOf } from "../shared/xml";
import type { Settings } from "./settings";

/** What the program may delete, by its role too: instances that carry this tag. */
const DRILL_TAG = "restore-drill";
/** Until when a scratch instance belongs to the run that made it. */
const EXPIRES_TAG = "restore-drill-expires";

export interface Snapshot {
  readonly identifier: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

interface Instance {
  readonly status: string;
  readonly address: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

/** The scratch instance in RDS, of which there is one at a time. */
export class Scratch {
  constructor(
    private readonly aws: AwsQuery,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly now: () => Date,
  ) {}

  /** The newest snapshot of an instance that can be used, automated ones included; undefined when there is none. */
  async newestSnapshot(primary: string): Promise<Snapshot | undefined> {
    const xml = await this.aws.action("rds", "DescribeDBSnapshots", { DBInstanceIdentifier: primary });
    const snapshots = elementsOf(xml, "DBSnapshot").flatMap((one): Snapshot[] => {
      const [identifier, time] = [textOf(one, "DBSnapshotIdentifier"), textOf(one, "SnapshotCreateTime")];
      const isReady = textOf(one, "Status") === "available" && identifier !== undefined && time !== undefined;
      return isReady ? [{ identifier, time: Date.parse(time) }] : [];
    });
    return snapshots.toSorted((a, b) => a.time - b.time).at(-1);
  }

  /**
   * Removes what a run that was cut off has left.
   * @returns whether there was something
   * @throws RefusalError when it belongs to a run that may be under way, or to nobody
   */
  async clear(): Promise<boolean> {
    const left = await this.describe();
    if (left === undefined) return false;
    const { SCRATCH_INSTANCE: identifier } = this.settings;
    if (left.tags.get(DRILL_TAG) !== "true")
      throw new RefusalError(
        `The instance ${identifier} does not carry the tag ${DRILL_TAG}: no drill has made it, and none deletes it.`,
      );
    const expires = left.tags.get(EXPIRES_TAG) ?? "";
    if (Date.parse(expires) > this.now().getTime())
      throw new RefusalError(
        `Another drill is under way, or was cut off: ${identifier} belongs to it until ${expires}.`,
      );
    await this.remove();
    return true;
  }

  /** Restores a snapshot, and waits until it can be connected to. @returns its address */
  async restore(snapshot: string): Promise<string> {
    const { settings } = this;
    const expires = new Date(this.now().getTime() + settings.MAX_HOURS * 3_600_000).toISOString();
    const tags = [
      [DRILL_TAG, "true"],
      [EXPIRES_TAG, expires],
      ["Name", settings.SCRATCH_INSTANCE],
    ];
    await this.aws.action("rds", "RestoreDBInstanceFromDBSnapshot", {
      DBInstanceIdentifier: settings.SCRATCH_INSTANCE,
      DBSnapshotIdentifier: snapshot,
      DBInstanceClass: settings.SCRATCH_CLASS,
      DBSubnetGroupName: settings.SUBNET_GROUP,
      "VpcSecurityGroupIds.VpcSecurityGroupId.1": settings.SECURITY_GROUP,
      MultiAZ: "false",
      PubliclyAccessible: "false",
      DeletionProtection: "false",
      AutoMinorVersionUpgrade: "false",
      ...Object.fromEntries(
        tags.flatMap(([key = "", value = ""], index) => [
          [`Tags.Tag.${index + 1}.Key`, key],
          [`Tags.Tag.${index + 1}.Value`, value],
        ]),
      ),
    });
    const ready = await this.until("available", (instance) => instance?.status === "available");
    if (ready?.address === undefined) throw new Error(`${settings.SCRATCH_INSTANCE} has no address.`);
    return ready.address;
  }

  /** Deletes the scratch instance without a trace, and waits until it is gone; nothing when it is gone already. */
  async remove(): Promise<void> {
    const { SCRATCH_INSTANCE: identifier } = this.settings;
    await this.until("gone", async (instance) => {
      if (instance === undefined) return true;
      // An instance that is being made, backed up or changed cannot be deleted yet.
      if (instance.status === "deleting") return false;
      try {
        await this.aws.action("rds", "DeleteDBInstance", {
          DBInstanceIdentifier: identifier,
          SkipFinalSnapshot: "true",
          DeleteAutomatedBackups: "true",
        });
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== "InvalidDBInstanceState") throw error;
      }
      return false;
    });
  }

  private async describe(): Promise<Instance | undefined> {
    try {
      const { SCRATCH_INSTANCE: identifier } = this.settings;
      const xml = await this.aws.action("rds", "DescribeDBInstances", { DBInstanceIdentifier: identifier });
      const [instance = ""] = elementsOf(xml, "DBInstance");
      const tags = elementsOf(instance, "Tag").map(
        (tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""] as const,
      );
      return {
        status: textOf(instance, "DBInstanceStatus") ?? "",
        address: textOf(instance, "Address"),
        tags: new Map(tags),
      };
    } catch (error) {
      if (error instanceof AwsError && /^DBInstanceNotFound/.test(error.code)) return undefined;
      throw error;
    }
  }

  private async until(
    what: string,
    isSo: (instance: Instance | undefined) => boolean | Promise<boolean>,
  ): Promise<Instance | undefined> {
    const { settings, clock } = this;
    const begin = clock.now();
    for (;;) {
      const instance = await this.describe();
      if (await isSo(instance)) return instance;
      if (clock.now() - begin > settings.MAX_HOURS * 3_600_000)
        throw new RefusalError(
          `${settings.SCRATCH_INSTANCE} is not ${what} after ${settings.MAX_HOURS} hours, but ${instance?.status ?? "gone"}.`,
        );
      await clock.sleep(settings.POLL_SECONDS * 1_000);
    }
  }
}
