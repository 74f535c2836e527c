import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { BucketCopy } from "../shared/bucket-copy";
import { ClosedBucket, S3_MANAGED_KEY } from "../shared/closed-bucket";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { AccountCopiesReference, CopiesReference } from "../shared/references";
import { assetBucketPolicy } from "./asset-bucket-policy";

const OLD_VERSION_DAYS = 30;
const UNFINISHED_UPLOAD_DAYS = 7;

export interface AssetBucketArgs {
  readonly context: PlatformContext;
  /** Where copies are kept in another region; null for none. */
  readonly copies: CopiesReference | null;
  /** Where copies are kept in another account; null for none. */
  readonly accountCopies: AccountCopiesReference | null;
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
  private readonly closed: ClosedBucket;
  private readonly settingsOptions = this.outlivesStack();

  constructor(
    name: string,
    private readonly args: AssetBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("AssetBucket", name, args.context, "cdn", opts);
    this.closed = this.createBucket();
    const versioning = this.closed.keepVersions();
    this.expireOldVersions(versioning);
    this.copy(versioning);
    this.originAccessControlId = this.createOriginAccessControl().id;

    const { bucket, arn, bucketRegionalDomainName } = this.closed.bucket;
    this.name = bucket;
    this.arn = arn;
    this.regionalDomainName = bucketRegionalDomainName;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  /** Lets the distribution, and nobody else, read the assets. */
  admitDistribution(distributionArn: pulumi.Output<string>): void {
    this.closed.setPolicy(assetBucketPolicy(this.arn, pulumi.interpolate`${this.arn}/*`, distributionArn));
  }

  private createBucket(): ClosedBucket {
    return new ClosedBucket(this, {
      name: "assets",
      tags: this.tags(),
      encryption: S3_MANAGED_KEY,
      forceDestroy: false,
      options: this.outlivesStack(),
      settingsOptions: this.settingsOptions,
    });
  }

  /** A deployment gone wrong can be taken back for a month; versions that nobody serves cost as much as the others. */
  private expireOldVersions(versioning: pulumi.Resource): void {
    this.closed.setLifecycle(
      {
        id: "forget-old-versions",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS },
        abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
      },
      { ...this.settingsOptions, dependsOn: [versioning] },
    );
  }

  private copy(versioning: pulumi.Resource): void {
    const { context, copies, accountCopies } = this.args;
    if (copies === null && accountCopies === null) return;
    const { bucket, arn } = this.closed.bucket;
    new BucketCopy(
      this.childName("copies"),
      {
        context,
        costComponent: "cdn",
        role: "asset-copies",
        source: { bucket, arn, versioning, keyArn: null },
        prefix: "",
        keptVersionDays: OLD_VERSION_DAYS,
        copies,
        account: accountCopies && { ...accountCopies, bucketArn: accountCopies.assetBucketArn },
      },
      { parent: this },
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
}
