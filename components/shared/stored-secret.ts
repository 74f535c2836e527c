import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "./component";

export interface StoredSecretArgs {
  /** Role in the physical name. */
  readonly name: string;
  readonly description: string;
  readonly keyArn: pulumi.Output<string>;
  /** Stored as JSON. */
  readonly value: pulumi.Input<unknown>;
  /** Logical roles of the secret and of its value. */
  readonly roles?: { readonly secret: string; readonly version: string };
  /** How long a deleted secret can be brought back. Default: AWS's own 30 days. */
  readonly recoveryWindowInDays?: number;
}

/** A secret in Secrets Manager, for people and for a restore; pods read Kubernetes Secrets. It outlives the stack. */
export function createStoredSecret(
  parent: PlatformComponent,
  {
    name,
    description,
    keyArn,
    value,
    roles = { secret: "secret", version: "secret-version" },
    ...recovery
  }: StoredSecretArgs,
): void {
  const secret = new aws.secretsmanager.Secret(
    parent.childName(roles.secret),
    {
      namePrefix: parent.namePrefix("aws:secretsmanager/secret:Secret", name),
      description,
      kmsKeyId: keyArn,
      ...recovery,
      tags: parent.tags(),
    },
    parent.outlivesStack(),
  );
  new aws.secretsmanager.SecretVersion(
    parent.childName(roles.version),
    { secretId: secret.id, secretString: pulumi.jsonStringify(value) },
    // A new value replaces the version, so it is retained with its secret but not protected.
    { parent, retainOnDelete: true },
  );
}
