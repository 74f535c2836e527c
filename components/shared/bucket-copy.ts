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
  /** Days for which a copy that was deleted or overwritten can be brought back. */
  readonly keptVersionDays: number;
  readonly copies: CopiesReference;
}

const UNFINISHED_UPLOAD_DAYS = 1;

/**
 * A bucket in another region to which S3 copies what is written to one of the stack's. What is deleted there is deleted
 * here as well, but stays as a version: S3 never copies the deletion of a version. It outlives the stack.
 */
export class BucketCopy extends PlatformComponent {
  readonly bucket: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: BucketCopyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("BucketCopy", name, args.context, args.costComponent, opts);
    const { bucket, versioning } = this.createBucket();
    const access = this.grantAccess(bucket);
    this.replicate(bucket, access, versioning);
    this.bucket = bucket.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }

  private createBucket(): { bucket: aws.s3.Bucket; versioning: aws.s3.BucketVersioning } {
    const { role, source, copies, keptVersionDays } = this.args;
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
    return { bucket: closed.bucket, versioning };
  }

  private grantAccess({ arn }: aws.s3.Bucket): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
    const { context, role: name, source, prefix, copies } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", name),
        description: "S3: copies objects to another region",
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
            copy: { arn, keyArn: copies.keyArn, region: copies.region },
          }),
        ),
      },
      { parent: this },
    );
    return { role, policy };
  }

  private replicate(
    copy: aws.s3.Bucket,
    { role, policy }: { role: aws.iam.Role; policy: aws.iam.RolePolicy },
    versioning: pulumi.Resource,
  ): void {
    const { source, prefix, copies } = this.args;
    const isEncrypted = source.keyArn !== null;
    new aws.s3.BucketReplicationConfig(
      this.childName("replication"),
      {
        bucket: source.bucket,
        role: role.arn,
        rules: [
          {
            id: "copy-to-another-region",
            status: "Enabled",
            priority: 1,
            filter: prefix === "" ? {} : { prefix },
            // Else every run that was ever deleted would be paid for here for ever.
            deleteMarkerReplication: { status: "Enabled" },
            ...(isEncrypted
              ? { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }
              : {}),
            destination: {
              bucket: copy.arn,
              // Read when the region is lost and never before; kept for a month and more.
              storageClass: "STANDARD_IA",
              ...(isEncrypted ? { encryptionConfiguration: { replicaKmsKeyId: copies.keyArn } } : {}),
            },
          },
        ],
      },
      this.outlivesStack({ dependsOn: [source.versioning, versioning, policy] }),
    );
  }
}
