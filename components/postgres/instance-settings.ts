import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { gp3Performance } from "../../kinds/rds/gp3";
import type { PlatformComponent } from "../shared/component";
import { createLogGroup } from "../shared/log-group";
import { PROMISE_TAG } from "../shared/promise-tag";
import { surplusCreditsAlarm } from "../shared/surplus-credits-alarm";
import { CA_CERT_IDENTIFIER } from "./certificates";

/**
 * The provider's own limits are 40, 80 and 60 minutes. A change of class, standby and size in one call may take hours, and so
 * does the copy of a disk that grows past 400 GiB.
 */
export const INSTANCE_TIMEOUTS = { create: "2h", update: "6h", delete: "2h" };

export interface InstanceSettingsArgs {
  readonly spec: TierSpec["postgres"];
  readonly securityGroupId: pulumi.Output<string>;
  readonly parameterGroupName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
}

/** What every instance has in common. No zone: after a failover it would plan a replacement. */
export function instanceSettings(
  parent: PlatformComponent,
  { spec, keyArn, parameterGroupName, securityGroupId }: InstanceSettingsArgs,
  identifier: string,
) {
  const growsByItself = spec.maxAllocatedStorageGiB > spec.allocatedStorageGiB;
  return {
    identifier,
    instanceClass: spec.instanceClass,
    parameterGroupName,
    vpcSecurityGroupIds: [securityGroupId],
    publiclyAccessible: false,
    caCertIdentifier: CA_CERT_IDENTIFIER,
    iamDatabaseAuthenticationEnabled: true,

    // A disk that autoscaling made larger than `allocatedStorage` is no change to the provider while
    // `maxAllocatedStorage` is above it, so nothing is ignored and a larger tier still grows the disk.
    storageType: "gp3",
    ...gp3Performance(spec.allocatedStorageGiB),
    storageEncrypted: true,
    allocatedStorage: spec.allocatedStorageGiB,
    ...(growsByItself ? { maxAllocatedStorage: spec.maxAllocatedStorageGiB } : {}),

    // Else a change waits for the maintenance window, and pools sized for the new class meet the old one.
    applyImmediately: true,
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: true,

    databaseInsightsMode: "standard",
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: 7,
    performanceInsightsKmsKeyId: keyArn,
    enabledCloudwatchLogsExports: ["postgresql"],
    tags: parent.tags({ Name: identifier }),
  };
}

/** Where RDS writes the log of an instance; it must be there first, or RDS makes one without key or end. */
export function createInstanceLogGroup(
  parent: PlatformComponent,
  role: string,
  identifier: string,
  keyArn: pulumi.Output<string>,
): aws.cloudwatch.LogGroup {
  const name = `/aws/rds/instance/${identifier}/postgresql`;
  return createLogGroup(parent, `${role}-logs`, { name, keyArn });
}

/**
 * RDS bills T classes for every credit above what they earn, and no setting stops it.
 * @param role of the instance within its shard, such as `primary`
 */
export function createCreditAlarm(
  parent: PlatformComponent,
  { shard, role }: { readonly shard: string; readonly role: string },
  identifier: pulumi.Output<string>,
  alertTopicArn: pulumi.Output<string>,
): void {
  new aws.cloudwatch.MetricAlarm(
    parent.childName(`${role}-credits`),
    {
      name: parent.physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", `${shard}-${role}-credits`),
      ...surplusCreditsAlarm(identifier, alertTopicArn),
      tags: parent.tags({ [PROMISE_TAG]: "postgres-credits" }),
    },
    { parent },
  );
}
