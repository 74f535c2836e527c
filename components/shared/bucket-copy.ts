import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CostComponent } from "../../tiers";
import { ClosedBucket, customerKey, S3_MANAGED_KEY } from "./closed-bucket";
import { PlatformComponent } from "./component";
import type { PlatformContext } from "./context";
import type { CopiesReference } from "./references";
import { replicationPermissions } from "./replication-permissions";
import { tlsOnly } from "./tls-only";
import { trustPolicy } from "./trust-policy";

export interface BucketCopyArgs {
  readonly context: PlatformContext;
  readonly costComponent: CostComponent;
  /** Role in physical names, such as `qdrant-copies`. Frozen. */
  readonly role: string;
  readonly source: {
    readonly bucket: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** Keeps versions, without which S3 copies nothing. */
    readonly versioning: pulumi.Resource;
    /** Key of its objects; null for S3's own. */
    readonly keyArn: pulumi.Output<string> | null;
  };
  /** What the keys of the objects that are copied begin with; empty for all. */
  readonly prefix: string;
  /** Days for which a copy in another region that was deleted or overwritten can be brought back. */
  readonly keptVersionDays: number;
  /** Null for no copies in another region. */
  readonly copies: CopiesReference | null;
  /** A bucket of another account, with the key of its objects; null for no copies there. */
  readonly account: {
    readonly accountId: string;
    readonly bucketArn: string;
    readonly keyArn: string;
  } | null;
}

/** Where S3 copies to. */
interface Destination {
  readonly id: string;
  readonly bucketArn: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly region: string;
  /** Null for the stack's own account. */
  readonly accountId: string | null;
}

const UNFINISHED_UPLOAD_DAYS = 1;

/**
 * Copies of what is written to one of the stack's buckets: in a bucket of another region, which it makes, and in one of
 * another account, which is there. What is deleted there is deleted here as well, but stays as a version: S3 never copies
 * the deletion of a version. It outlives the stack.
 */
export class BucketCopy extends PlatformComponent {
  constructor(
    name: string,
    private readonly args: BucketCopyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("BucketCopy", name, args.context, args.costComponent, opts);
    const abroad = args.copies === null ? null : this.createBucket(args.copies);
    const destinations = [
      ...(abroad === null ? [] : [abroad.destination]),
      ...(args.account === null ? [] : [this.inAccount(args.account)]),
    ];
    const access = this.grantAccess(destinations);
    this.replicate(destinations, access, abroad === null ? [] : [abroad.versioning]);
    this.registerOutputs();
  }

  private createBucket(copies: CopiesReference): {
    destination: Destination;
    versioning: aws.s3.BucketVersioning;
  } {
    const { role, source, keptVersionDays } = this.args;
    const closed = new ClosedBucket(this, {
      name: role,
      region: copies.region,
      tags: this.tags(),
      encryption: source.keyArn === null ? S3_MANAGED_KEY : customerKey(copies.keyArn),
      options: this.outlivesStack(),
      settingsOptions: this.outlivesStack(),
    });
    const { arn } = closed.bucket;
    closed.setPolicy({
      Version: "2012-10-17",
      Statement: [tlsOnly("s3", [arn, pulumi.interpolate`${arn}/*`])],
    });
    const versioning = closed.keepVersions();
    // Lifecycle rules do not reach copies: without its own, what was deleted would stay for ever.
    closed.setLifecycle(
      {
        id: "end-deleted-copies",
        status: "Enabled",
        filter: {},
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: keptVersionDays },
        abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
      },
      this.outlivesStack({ dependsOn: [versioning] }),
    );
    return {
      destination: { ...copies, id: "copy-to-another-region", bucketArn: arn, accountId: null },
      versioning,
    };
  }

  private inAccount(account: NonNullable<BucketCopyArgs["account"]>): Destination {
    return { ...account, id: "copy-to-another-account", region: this.context.region };
  }

  private grantAccess(destinations: readonly Destination[]): {
    role: aws.iam.Role;
    policy: aws.iam.RolePolicy;
  } {
    const { context, role: name, source, prefix } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", name),
        description: "S3: copies objects to another region or account",
        assumeRolePolicy: trustPolicy("s3.amazonaws.com", "sts:AssumeRole"),
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      {
        name: "copy-objects",
        role: role.id,
        policy: pulumi.jsonStringify(
          replicationPermissions({
            source: { arn: source.arn, prefix, keyArn: source.keyArn, region: context.region },
            copies: destinations.map(({ bucketArn, keyArn, region, accountId }) => ({
              arn: bucketArn,
              keyArn,
              region,
              isForeign: accountId !== null,
            })),
          }),
        ),
      },
      { parent: this },
    );
    return { role, policy };
  }

  private replicate(
    destinations: readonly Destination[],
    { role, policy }: { role: aws.iam.Role; policy: aws.iam.RolePolicy },
    ready: readonly pulumi.Resource[],
  ): void {
    const { source, copies } = this.args;
    const dependsOn = [source.versioning, ...ready, policy];
    new aws.s3.BucketReplicationConfig(
      this.childName("replication"),
      {
        bucket: source.bucket,
        role: role.arn,
        rules: destinations.map((destination, index) => this.rule(destination, index + 1)),
      },
      // Copies in another account are on its bill: whoever wants none any more can take the setting out.
      copies === null ? { parent: this, dependsOn } : this.outlivesStack({ dependsOn }),
    );
  }

  private rule(
    { id, bucketArn, keyArn, accountId }: Destination,
    priority: number,
  ): aws.types.input.s3.BucketReplicationConfigRule {
    const { source, prefix } = this.args;
    const isEncrypted = source.keyArn !== null;
    return {
      id,
      status: "Enabled",
      priority,
      filter: prefix === "" ? {} : { prefix },
      // Else every run that was ever deleted would be paid for here for ever.
      deleteMarkerReplication: { status: "Enabled" },
      ...(isEncrypted ? { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } } : {}),
      destination: {
        bucket: bucketArn,
        // Read when all else is lost and never before; kept for a month and more.
        storageClass: "STANDARD_IA",
        ...(isEncrypted ? { encryptionConfiguration: { replicaKmsKeyId: keyArn } } : {}),
        // By the account S3 refuses a bucket that somebody else has made under the name of one that is gone.
        ...(accountId === null
          ? {}
          : { account: accountId, accessControlTranslation: { owner: "Destination" } }),
      },
    };
  }
}
