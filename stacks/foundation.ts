import { ClusterRoles } from "../components/cluster/cluster-roles";
import { EncryptionKey } from "../components/operations/encryption-key";
import { Operations } from "../components/operations/operations";
import type { PlatformContext } from "../components/shared/context";
import type * as pulumi from "@pulumi/pulumi";
import { arnParts, isWaiting } from "../tiers";
import type { Site } from "./site";
import { nameParts, type StackConfig } from "./stack-config";

/** What every component is told of the stack. */
export const platformContext = (
  { project, stack, region, tier, settings }: StackConfig,
  site: Site,
): PlatformContext => ({
  ...nameParts({ project, stack, settings }),
  region,
  accountId: site.accountId,
  partition: site.partition,
  tier: tier.name,
  monthlyBudgetUsd: tier.monthlyBudgetUsd,
  logRetentionDays: tier.operations.logRetentionDays,
  allowDataDestruction: settings.allowDataDestruction,
});

/** What a pilot and a platform begin with. */
export interface Foundation {
  readonly roles: ClusterRoles;
  readonly keyArn: pulumi.Output<string>;
  readonly operations: Operations;
}

/** A pilot has no copies before it is the platform. */
const backupAccountId = ({ backupAccount, pilot }: StackConfig["settings"]): string | null =>
  backupAccount === undefined || isWaiting(pilot) ? null : arnParts(backupAccount.vaultArn).account;

/** The roles, the key whose policy names one of them, and where alerts go. */
export function createFoundation({ tier, settings }: StackConfig, context: PlatformContext): Foundation {
  const roles = new ClusterRoles("cluster-roles", { context });
  const { keyArn } = new EncryptionKey("encryption-key", {
    context,
    clusterRoleArn: roles.clusterRole.arn,
    backupAccountId: backupAccountId(settings),
  });
  const operations = new Operations("operations", {
    context,
    budgetLinesUsd: tier.budgetLinesUsd,
    keyArn,
    alertEmail: settings.alertEmail,
    budgetOwner: settings.budgetOwner ?? settings.alertEmail,
    costAnomaly: settings.costAnomaly ?? null,
    activateCostTags: settings.activateCostTags,
  });
  return { roles, keyArn, operations };
}
