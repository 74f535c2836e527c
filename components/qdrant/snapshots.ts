import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { BucketCopy } from "../shared/bucket-copy";
import { ClosedBucket, customerKey } from "../shared/closed-bucket";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IGNORE_DISRUPTION } from "../shared/job-failures";
import { SNAPSHOT_HOURS } from "../shared/maintenance";
import type { AccountCopiesReference, CopiesReference } from "../shared/references";
import { POD_TRUST_POLICY } from "../shared/trust-policy";
import { SNAPSHOTS_NAME } from "./names";
import { LIFECYCLE_RULE, bucketPolicy, permissions } from "./snapshot-access";
import { SNAPSHOT_CONFIG, snapshotPodSpec } from "./snapshot-pod";
import { SNAPSHOT_PREFIX, SNAPSHOT_SCRIPT } from "./snapshot-script";

export interface QdrantSnapshotsArgs extends ClusterComponentArgs {
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "keptSnapshotRuns">;
  /** Key that encrypts the bucket. */
  readonly keyArn: pulumi.Output<string>;
  /** Cron expression in UTC, outside of the time when peers are drained. */
  readonly schedule: string;
  /** Where copies are kept in another region; null for none. */
  readonly copies: CopiesReference | null;
  /** Where copies are kept in another account; null for none. */
  readonly accountCopies: AccountCopiesReference | null;
  /** Namespace, policies and Secret that the job needs. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Longer than where they are written: who deletes them there by mistake or on purpose has a week less to be noticed. */
const COPY_BRING_BACK_DAYS = 7;
const SECONDS_PER_HOUR = 60 * 60;

/** Daily snapshots of every collection and peer in S3, as many complete runs as the tier keeps. The bucket outlives the stack. */
export class QdrantSnapshots extends ClusterComponent {
  /** Name of the bucket. */
  readonly bucket: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: QdrantSnapshotsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("QdrantSnapshots", name, args, "qdrant", opts);
    const bucket = this.createBucket();
    const access = this.grantAccess(bucket);
    this.createCronJob(bucket, access);
    this.bucket = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucket: this.bucket });
  }

  private createBucket(): aws.s3.Bucket {
    const closed = new ClosedBucket(this, {
      name: "qdrant-snapshots",
      tags: this.tags({ Name: this.physicalName("aws:s3/bucket:Bucket", "qdrant-snapshots") }),
      encryption: customerKey(this.args.keyArn),
      options: this.outlivesStack(),
      settingsOptions: this.outlivesStack(),
      roles: { publicAccessBlock: "public-access", policy: "bucket-policy" },
    });
    closed.setPolicy(bucketPolicy(closed.bucket.arn));
    const versioning = closed.keepVersions();
    closed.setLifecycle(LIFECYCLE_RULE, this.outlivesStack({ dependsOn: [versioning] }));
    this.copy(closed.bucket, versioning);
    return closed.bucket;
  }

  private copy({ bucket, arn }: aws.s3.Bucket, versioning: pulumi.Resource): void {
    const { context, keyArn, copies, accountCopies } = this.args;
    if (copies === null && accountCopies === null) return;
    new BucketCopy(
      this.childName("copies"),
      {
        context,
        costComponent: "qdrant",
        role: "qdrant-copies",
        source: { bucket, arn, versioning, keyArn },
        prefix: SNAPSHOT_PREFIX,
        keptVersionDays: COPY_BRING_BACK_DAYS,
        copies,
        account: accountCopies && { ...accountCopies, bucketArn: accountCopies.snapshotBucketArn },
      },
      { parent: this },
    );
  }

  /** The job's own role, by EKS Pod Identity. */
  private grantAccess({ arn }: aws.s3.Bucket): pulumi.Resource[] {
    const { context, cluster, keyArn } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "qdrant-snapshots"),
        description: "Uploads Qdrant snapshots",
        assumeRolePolicy: POD_TRUST_POLICY,
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
        namespace: this.namespace,
        serviceAccount: SNAPSHOTS_NAME,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...cluster.nodesReady] },
    );
    return [policy, association];
  }

  private createCronJob({ bucket }: aws.s3.Bucket, access: readonly pulumi.Resource[]): void {
    const { context, spec, schedule, dependsOn } = this.args;
    const serviceAccount = new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(SNAPSHOTS_NAME), automountServiceAccountToken: false },
      this.inCluster(...dependsOn),
    );
    const script = new kubernetes.core.v1.ConfigMap(
      this.childName("script"),
      { metadata: this.metadata(SNAPSHOT_CONFIG.name), data: { [SNAPSHOT_CONFIG.key]: SNAPSHOT_SCRIPT } },
      this.inCluster(...dependsOn),
    );
    new kubernetes.batch.v1.CronJob(
      this.childName("cron-job"),
      {
        metadata: this.metadata(SNAPSHOTS_NAME),
        spec: {
          schedule,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: SNAPSHOT_HOURS.late * SECONDS_PER_HOUR,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            spec: {
              backoffLimit: 2,
              activeDeadlineSeconds: SNAPSHOT_HOURS.run * SECONDS_PER_HOUR,
              podFailurePolicy: {
                rules: [
                  IGNORE_DISRUPTION,
                  // Wrong settings, or a complete run beside which old ones were not deleted: no reason for another run.
                  { action: "FailJob", onExitCodes: { operator: "In", values: [2, 3] } },
                ],
              },
              template: {
                metadata: {
                  labels: this.podLabels(SNAPSHOTS_NAME),
                  annotations: {
                    "checksum/config": createHash("sha256").update(SNAPSHOT_SCRIPT).digest("hex"),
                    // The app pool must not consolidate a node away under a running job.
                    "karpenter.sh/do-not-disrupt": "true",
                  },
                },
                spec: snapshotPodSpec({ spec, bucket, region: context.region }),
              },
            },
          },
        },
      },
      this.inCluster(...dependsOn, serviceAccount, script, ...access),
    );
  }
}
