import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { stackKeyPolicy } from "./key-policy";

export interface EncryptionKeyArgs {
  readonly context: PlatformContext;
  /** Role of the EKS cluster; it encrypts volumes. */
  readonly clusterRoleArn: pulumi.Output<string>;
  /** Account whose AWS Backup copies databases; null for none. */
  readonly backupAccountId: string | null;
}

/**
 * The one customer key of the stack. It outlives the stack: without it final snapshots, retained volumes and secrets
 * are unreadable for ever. Where it is deleted by hand, KMS waits 30 days.
 */
export class EncryptionKey extends PlatformComponent {
  readonly keyArn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: EncryptionKeyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("EncryptionKey", name, args.context, "operations", opts);
    const key = this.createKey();
    this.createAlias(key);
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }

  private createKey(): aws.kms.Key {
    const { context, clusterRoleArn, backupAccountId } = this.args;
    return new aws.kms.Key(
      this.childName("key"),
      {
        description: `Data at rest of ${context.project}, stack ${context.stack}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: pulumi.jsonStringify(stackKeyPolicy(context, clusterRoleArn, backupAccountId)),
        tags: this.tags(),
      },
      this.outlivesStack(),
    );
  }

  /** A name for people. It goes with the stack, so that a new stack of the same name can have it. */
  private createAlias(key: aws.kms.Key): void {
    const name = this.physicalName("aws:kms/alias:Alias", this.logicalName);
    new aws.kms.Alias(
      this.childName("alias"),
      { name: `alias/${name}`, targetKeyId: key.keyId },
      { parent: this },
    );
  }
}
