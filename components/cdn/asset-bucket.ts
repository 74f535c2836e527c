import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { assetBucketPolicy } from "./asset-bucket-policy";

const OLD_VERSION_DAYS = 30;
const UNFINISHED_UPLOAD_DAYS = 7;

export interface AssetBucketArgs {
  readonly context: PlatformContext;
}

/**
 * The private bucket of the assets, read by CloudFront with an origin access control. Encrypted with S3's own keys: a
 * customer key would have to name the distribution in its policy, and the distribution names the bucket.
 *
 * It outlives the stack, and so do the settings that keep it closed: they would otherwise be taken off a bucket that
 * stays behind.
 */
export class AssetBucket extends PlatformComponent {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly regionalDomainName: pulumi.Output<string>;
  readonly originAccessControlId: pulumi.Output<string>;
  private readonly publicAccessBlock: aws.s3.BucketPublicAccessBlock;

  constructor(name: string, { context }: AssetBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("AssetBucket", name, context, "cdn", opts);

    const bucket = this.createBucket();
    this.name = bucket.bucket;
    this.publicAccessBlock = this.closeToPublic();
    this.encrypt();
    const versioning = this.keepVersions();
    this.forgetOldVersions(versioning);

    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.originAccessControlId = this.createOriginAccessControl().id;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  /** Lets the distribution, and nobody else, read the assets. */
  admit(distributionArn: pulumi.Output<string>): void {
    new aws.s3.BucketPolicy(
      this.childName("policy"),
      {
        bucket: this.name,
        policy: pulumi.jsonStringify(
          assetBucketPolicy(this.arn, pulumi.interpolate`${this.arn}/*`, distributionArn),
        ),
      },
      // S3 refuses two changes of one bucket's access at the same moment.
      this.staysWithBucket({ dependsOn: [this.publicAccessBlock] }),
    );
  }

  private createBucket(): aws.s3.Bucket {
    return new aws.s3.Bucket(
      this.childName("bucket"),
      {
        bucketPrefix: this.namePrefix("aws:s3/bucket:Bucket", "assets"),
        forceDestroy: false,
        tags: this.tags(),
      },
      this.outlivesStack(),
    );
  }

  private closeToPublic(): aws.s3.BucketPublicAccessBlock {
    new aws.s3.BucketOwnershipControls(
      this.childName("ownership"),
      { bucket: this.name, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.staysWithBucket(),
    );
    return new aws.s3.BucketPublicAccessBlock(
      this.childName("public-access-block"),
      {
        bucket: this.name,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.staysWithBucket(),
    );
  }

  private encrypt(): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.childName("encryption"),
      { bucket: this.name, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      this.staysWithBucket(),
    );
  }

  private keepVersions(): aws.s3.BucketVersioning {
    return new aws.s3.BucketVersioning(
      this.childName("versioning"),
      { bucket: this.name, versioningConfiguration: { status: "Enabled" } },
      this.staysWithBucket(),
    );
  }

  /** A deployment gone wrong can be taken back for a month; versions that nobody serves cost as much as the others. */
  private forgetOldVersions(versioning: aws.s3.BucketVersioning): void {
    new aws.s3.BucketLifecycleConfiguration(
      this.childName("lifecycle"),
      {
        bucket: this.name,
        rules: [
          {
            id: "forget-old-versions",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS },
            abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
          },
        ],
      },
      this.staysWithBucket({ dependsOn: [versioning] }),
    );
  }

  private createOriginAccessControl(): aws.cloudfront.OriginAccessControl {
    return new aws.cloudfront.OriginAccessControl(
      this.childName("access"),
      {
        name: this.physicalName("aws:cloudfront/originAccessControl:OriginAccessControl", "assets"),
        description: "Reads the asset bucket",
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );
  }

  private staysWithBucket(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, retainOnDelete: true, ...opts };
  }
}
