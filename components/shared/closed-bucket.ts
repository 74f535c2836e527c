import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "./component";

type Options = pulumi.CustomResourceOptions;
type Encryption = aws.types.input.s3.BucketServerSideEncryptionConfigurationRule;
type LifecycleRule = aws.types.input.s3.BucketLifecycleConfigurationRule;

export interface ClosedBucketArgs {
  /** Role in the physical name. */
  readonly name: string;
  /** What the name has to begin with, before the stack's own. Default: nothing. */
  readonly nameStart?: string;
  /** Region of the bucket. Default: the stack's. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly encryption: Encryption;
  /** Whether a bucket with objects may be deleted. Default: false. */
  readonly forceDestroy?: boolean;
  /** Options of the bucket. */
  readonly options: Options;
  /** Options of the settings that keep it closed: a bucket that outlives the stack must not be left open. */
  readonly settingsOptions: Options;
  /** Logical roles, where they are not the usual ones. Frozen. */
  readonly roles?: { readonly publicAccessBlock: string; readonly policy: string };
}

const USUAL_ROLES = { publicAccessBlock: "public-access-block", policy: "policy" };

/** Encryption with S3's own keys. */
export const S3_MANAGED_KEY: Encryption = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };

/** Encryption with a customer key, through a key of the bucket: else each object asks KMS. */
export const customerKey = (keyArn: pulumi.Output<string>): Encryption => ({
  applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
  bucketKeyEnabled: true,
});

/** An encrypted bucket that is closed to the public, made of children of the component that it is given. */
export class ClosedBucket {
  readonly bucket: aws.s3.Bucket;
  private readonly publicAccessBlock: aws.s3.BucketPublicAccessBlock;
  private readonly elsewhere: { readonly region?: string };

  constructor(
    private readonly parent: PlatformComponent,
    private readonly args: ClosedBucketArgs,
  ) {
    this.elsewhere = args.region === undefined ? {} : { region: args.region };
    this.bucket = this.createBucket();
    this.publicAccessBlock = this.blockPublicAccess();
    this.disableAcls();
    this.encrypt();
  }

  /** Says who may do what, as a policy document. */
  setPolicy(document: pulumi.Input<unknown>): aws.s3.BucketPolicy {
    const { roles = USUAL_ROLES, settingsOptions } = this.args;
    return new aws.s3.BucketPolicy(
      this.parent.childName(roles.policy),
      { ...this.elsewhere, bucket: this.bucket.bucket, policy: pulumi.jsonStringify(document) },
      // S3 refuses two changes of a bucket's access at the same moment.
      { ...settingsOptions, dependsOn: [this.publicAccessBlock] },
    );
  }

  /** Keeps what is overwritten or deleted, until a lifecycle rule ends it. */
  keepVersions(): aws.s3.BucketVersioning {
    return new aws.s3.BucketVersioning(
      this.parent.childName("versioning"),
      { ...this.elsewhere, bucket: this.bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      this.args.settingsOptions,
    );
  }

  setLifecycle(rule: LifecycleRule, options: Options): aws.s3.BucketLifecycleConfiguration {
    return new aws.s3.BucketLifecycleConfiguration(
      this.parent.childName("lifecycle"),
      { ...this.elsewhere, bucket: this.bucket.bucket, rules: [rule] },
      options,
    );
  }

  private createBucket(): aws.s3.Bucket {
    const { name, nameStart, tags, forceDestroy, options } = this.args;
    return new aws.s3.Bucket(
      this.parent.childName("bucket"),
      {
        ...this.elsewhere,
        bucketPrefix: this.parent.namePrefix("aws:s3/bucket:Bucket", name, nameStart),
        ...(forceDestroy === undefined ? {} : { forceDestroy }),
        tags,
      },
      options,
    );
  }

  private blockPublicAccess(): aws.s3.BucketPublicAccessBlock {
    const { roles = USUAL_ROLES, settingsOptions } = this.args;
    return new aws.s3.BucketPublicAccessBlock(
      this.parent.childName(roles.publicAccessBlock),
      {
        ...this.elsewhere,
        bucket: this.bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      settingsOptions,
    );
  }

  private disableAcls(): void {
    new aws.s3.BucketOwnershipControls(
      this.parent.childName("ownership"),
      { ...this.elsewhere, bucket: this.bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.args.settingsOptions,
    );
  }

  private encrypt(): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.parent.childName("encryption"),
      { ...this.elsewhere, bucket: this.bucket.bucket, rules: [this.args.encryption] },
      this.args.settingsOptions,
    );
  }
}
