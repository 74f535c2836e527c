import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { NAMESPACES, type ClusterReference } from "../shared/references";
import { SNAPSHOTS_NAME } from "./names";
import { bucketPolicy, lifecycleRules, permissions, podIdentityTrust } from "./snapshot-access";
import { SNAPSHOT_CONFIG, snapshotPodSpec } from "./snapshot-pod";
import { SNAPSHOT_SCRIPT } from "./snapshot-script";

export interface QdrantSnapshotsArgs {
  readonly context: PlatformContext;
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "snapshotRetentionDays">;
  readonly cluster: ClusterReference;
  /** Key that encrypts the bucket. */
  readonly keyArn: pulumi.Output<string>;
  /** Namespace, policies and Secret that the job needs. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Half past two UTC, when most users of a region near it are few. */
const SCHEDULE = "30 2 * * *";
const DEADLINE_SECONDS = 6 * 60 * 60;

/** Daily snapshots of every collection and peer in S3, kept for the tier's retention. The bucket outlives the stack. */
export class QdrantSnapshots extends PlatformComponent {
  /** Name of the bucket. */
  readonly bucket: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: QdrantSnapshotsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("QdrantSnapshots", name, args.context, "qdrant", opts);
    const bucket = this.createBucket();
    this.secureBucket(bucket);
    this.expireSnapshots(bucket);
    const access = this.grantUpload(bucket);
    this.createCronJob(bucket, access);
    this.bucket = bucket.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }

  private createBucket(): aws.s3.Bucket {
    return new aws.s3.Bucket(
      this.childName("bucket"),
      {
        bucketPrefix: this.namePrefix("aws:s3/bucket:Bucket", "qdrant-snapshots"),
        tags: this.tags({ Name: this.physicalName("aws:s3/bucket:Bucket", "qdrant-snapshots") }),
      },
      this.outlivesStack(),
    );
  }

  /** These stay with the bucket when it outlives the stack: it must not be left open or unencrypted. */
  private secureBucket({ bucket, arn }: aws.s3.Bucket): void {
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      this.childName("public-access"),
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.outlivesStack(),
    );
    new aws.s3.BucketOwnershipControls(
      this.childName("ownership"),
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.outlivesStack(),
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.childName("encryption"),
      {
        bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: this.args.keyArn,
            },
            bucketKeyEnabled: true,
          },
        ],
      },
      this.outlivesStack(),
    );
    new aws.s3.BucketPolicy(
      this.childName("bucket-policy"),
      { bucket, policy: pulumi.jsonStringify(bucketPolicy(arn)) },
      this.outlivesStack({ dependsOn: [publicAccess] }),
    );
  }

  /** The rule goes when the stack is destroyed: else the last snapshots would expire with none to follow them. */
  private expireSnapshots({ bucket }: aws.s3.Bucket): void {
    const versioning = new aws.s3.BucketVersioning(
      this.childName("versioning"),
      { bucket, versioningConfiguration: { status: "Enabled" } },
      this.outlivesStack(),
    );
    new aws.s3.BucketLifecycleConfiguration(
      this.childName("lifecycle"),
      { bucket, rules: lifecycleRules(this.args.spec.snapshotRetentionDays) },
      { parent: this, dependsOn: [versioning] },
    );
  }

  /** The job's own role, by EKS Pod Identity. */
  private grantUpload({ arn }: aws.s3.Bucket): pulumi.Resource[] {
    const { context, cluster, keyArn } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "qdrant-snapshots"),
        description: "Uploads Qdrant snapshots",
        assumeRolePolicy: JSON.stringify(podIdentityTrust),
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      {
        name: "upload-snapshots",
        role: role.id,
        policy: pulumi.jsonStringify(permissions({ bucketArn: arn, keyArn, region: context.region })),
      },
      { parent: this },
    );
    const association = new aws.eks.PodIdentityAssociation(
      this.childName("identity"),
      {
        clusterName: cluster.clusterName,
        namespace: NAMESPACES.qdrant,
        serviceAccount: SNAPSHOTS_NAME,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...cluster.nodesReady] },
    );
    return [policy, association];
  }

  private createCronJob({ bucket }: aws.s3.Bucket, access: readonly pulumi.Resource[]): void {
    const { context, cluster, spec, dependsOn } = this.args;
    const labels = this.objectLabels(SNAPSHOTS_NAME);
    const inNamespace = { namespace: NAMESPACES.qdrant, labels };
    const options = (resources: readonly pulumi.Resource[]): pulumi.CustomResourceOptions => ({
      provider: cluster.provider,
      parent: this,
      dependsOn: [...cluster.nodesReady, ...dependsOn, ...resources],
    });
    const serviceAccount = new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: { name: SNAPSHOTS_NAME, ...inNamespace }, automountServiceAccountToken: false },
      options([]),
    );
    const script = new kubernetes.core.v1.ConfigMap(
      this.childName("script"),
      {
        metadata: { name: SNAPSHOT_CONFIG.name, ...inNamespace },
        data: { [SNAPSHOT_CONFIG.key]: SNAPSHOT_SCRIPT },
      },
      options([]),
    );
    new kubernetes.batch.v1.CronJob(
      this.childName("cron-job"),
      {
        metadata: { name: SNAPSHOTS_NAME, ...inNamespace },
        spec: {
          schedule: SCHEDULE,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: 60 * 60,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            spec: {
              backoffLimit: 2,
              activeDeadlineSeconds: DEADLINE_SECONDS,
              template: {
                metadata: {
                  labels: this.podLabels(SNAPSHOTS_NAME),
                  annotations: {
                    "checksum/config": createHash("sha256").update(SNAPSHOT_SCRIPT).digest("hex"),
                    // The app pool must not consolidate a node away under a running job.
                    "karpenter.sh/do-not-disrupt": "true",
                  },
                },
                spec: snapshotPodSpec({ peerCount: spec.peerCount, bucket, region: context.region }),
              },
            },
          },
        },
      },
      options([serviceAccount, script, ...access]),
    );
  }
}
