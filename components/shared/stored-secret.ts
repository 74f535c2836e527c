import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "./component";
import type { CopiesReference } from "./references";

export interface StoredSecretArgs {
  /** Role in the physical name. */
  readonly name: string;
  readonly description: string;
  readonly keyArn: pulumi.Output<string>;
  /** Stored as JSON. */
  readonly value: pulumi.Input<unknown>;
  /** Where a copy of it is kept. Default: nowhere. */
  readonly copies?: CopiesReference | null;
  /** Logical roles of the secret and of its value. */
  readonly roles?: { readonly secret: string; readonly version: string };
}

/** Days in which a deleted secret can be brought back: the most that AWS offers. */
const RECOVERY_WINDOW_DAYS = 30;

/** A secret in Secrets Manager, for people and for a restore; pods read Kubernetes Secrets. It outlives the stack. */
export function createStoredSecret(
  parent: PlatformComponent,
  {
    name,
    description,
    keyArn,
    value,
    copies = null,
    roles = { secret: "secret", version: "secret-version" },
  }: StoredSecretArgs,
): void {
  const secret = new aws.secretsmanager.Secret(
    parent.childName(roles.secret),
    {
      namePrefix: parent.namePrefix("aws:secretsmanager/secret:Secret", name),
      description,
      kmsKeyId: keyArn,
      recoveryWindowInDays: RECOVERY_WINDOW_DAYS,
      ...(copies === null ? {} : { replicas: [{ region: copies.region, kmsKeyId: copies.keyArn }] }),
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
