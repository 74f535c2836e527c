import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { AccountCopiesReference } from "../shared/references";
import { trustPolicy } from "../shared/trust-policy";
import { accountCopiesPermissions } from "./account-copies-permissions";

export interface AccountCopiesArgs {
  readonly context: PlatformContext;
  readonly account: AccountCopiesReference;
  /** ARNs of the primaries that are copied. */
  readonly databaseArns: readonly pulumi.Output<string>[];
  /** Key of the stack, by which the databases are encrypted. */
  readonly keyArn: pulumi.Output<string>;
  /** When it begins each day, as AWS writes it: not while RDS maintains or backs up. */
  readonly schedule: string;
}

/** A copy is made from a backup here, which is needed no longer than that takes, with some time to look into a failure. */
const KEPT_DAYS = 3;
/** As in another region: everybody hears of a loss of this kind. It is what a month of storage is paid for. */
const COPIED_DAYS = 7;
const START_WINDOW_MINUTES = 60;
const COMPLETION_WINDOW_MINUTES = 12 * 60;

/**
 * A copy of each database a day in a vault of another account, by AWS Backup: who has the credentials of this one can delete
 * every backup in it, in each of its regions.
 */
export class AccountCopies extends PlatformComponent {
  /** Of the vault here, where a copy begins. */
  readonly vaultName: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: AccountCopiesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("AccountCopies", name, args.context, "postgres", opts);
    const vault = this.createVault();
    const role = this.createRole(vault);
    this.select(this.createPlan(vault), role);
    this.vaultName = vault.name;
    this.registerOutputs({ vaultName: this.vaultName });
  }

  /** It holds nothing for long that RDS has not as well, and would keep a stack from being taken down. */
  private createVault(): aws.backup.Vault {
    return new aws.backup.Vault(
      this.childName("vault"),
      {
        name: this.physicalName("aws:backup/vault:Vault", "account-copies"),
        kmsKeyArn: this.args.keyArn,
        forceDestroy: true,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createRole({ arn }: aws.backup.Vault): { arn: pulumi.Output<string>; policy: aws.iam.RolePolicy } {
    const { context, account, databaseArns, keyArn } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "account-copies"),
        description: "AWS Backup: copies databases to another account",
        assumeRolePolicy: trustPolicy("backup.amazonaws.com", "sts:AssumeRole"),
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      {
        name: "copy-databases",
        role: role.id,
        policy: pulumi.jsonStringify(
          accountCopiesPermissions(context, { databaseArns, vaultArn: arn, keyArn, account }),
        ),
      },
      { parent: this },
    );
    return { arn: role.arn, policy };
  }

  private createPlan(vault: aws.backup.Vault): aws.backup.Plan {
    const { account, schedule } = this.args;
    return new aws.backup.Plan(
      this.childName("plan"),
      {
        name: this.physicalName("aws:backup/plan:Plan", "account-copies"),
        rules: [
          {
            ruleName: "daily",
            targetVaultName: vault.name,
            schedule,
            scheduleExpressionTimezone: "Etc/UTC",
            startWindow: START_WINDOW_MINUTES,
            completionWindow: COMPLETION_WINDOW_MINUTES,
            lifecycle: { deleteAfter: KEPT_DAYS },
            copyActions: [{ destinationVaultArn: account.vaultArn, lifecycle: { deleteAfter: COPIED_DAYS } }],
          },
        ],
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private select(
    plan: aws.backup.Plan,
    { arn, policy }: { arn: pulumi.Output<string>; policy: aws.iam.RolePolicy },
  ): void {
    new aws.backup.Selection(
      this.childName("selection"),
      {
        name: this.physicalName("aws:backup/selection:Selection", "databases"),
        planId: plan.id,
        iamRoleArn: arn,
        resources: [...this.args.databaseArns],
      },
      { parent: this, dependsOn: [policy] },
    );
  }
}
