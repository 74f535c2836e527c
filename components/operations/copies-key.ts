import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { copiesKeyPolicy } from "./key-policy";

export interface CopiesKeyArgs {
  readonly context: PlatformContext;
  /** Where the copies lie. */
  readonly region: string;
}

/**
 * Key of the copies in another region, where the stack's own cannot be used. It outlives the stack: a database that was
 * restored from a copy keeps it for its life.
 */
export class CopiesKey extends PlatformComponent {
  readonly keyArn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: CopiesKeyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("CopiesKey", name, args.context, "operations", opts);
    const key = this.createKey();
    this.createAlias(key);
    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }

  private createKey(): aws.kms.Key {
    const { context, region } = this.args;
    return new aws.kms.Key(
      this.childName("key"),
      {
        region,
        description: `Copies of ${context.project}, stack ${context.stack}, of ${context.region}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: JSON.stringify(copiesKeyPolicy({ ...context, region })),
        tags: this.tags(),
      },
      this.outlivesStack(),
    );
  }

  /** By which the key is found when the region is lost, and the state with it. It goes with the stack, as that of the stack's key. */
  private createAlias(key: aws.kms.Key): void {
    const { region } = this.args;
    const name = this.physicalName("aws:kms/alias:Alias", this.logicalName);
    new aws.kms.Alias(
      this.childName("alias"),
      { region, name: `alias/${name}`, targetKeyId: key.keyId },
      { parent: this },
    );
  }
}
