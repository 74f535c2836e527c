import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec, VectorRestore } from "../../tiers";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { FAIL_ON_REFUSAL, IGNORE_DISRUPTION } from "../shared/job-failures";
import { jobChecksum, jobProgram } from "../shared/job-program";
import { POD_TRUST_POLICY } from "../shared/trust-policy";
import { RESTORE_NAME } from "./names";
import { RESTORE_CONFIG, restorePodSpec } from "./restore-pod";
import { readPermissions } from "./snapshot-access";

export interface QdrantRestoreArgs extends ClusterComponentArgs {
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "volumeGiB">;
  /** With the phase that is to be carried out. */
  readonly restore: VectorRestore;
  /** Of the snapshot job. */
  readonly bucket: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> };
  /** Key that encrypts the bucket. */
  readonly keyArn: pulumi.Output<string>;
  /** The peers, their Secret and the namespace with its policies. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Longer than the largest tier takes at 50 MiB/s a peer. A run that is ended goes on where it was. */
const DEADLINE_SECONDS = 6 * 60 * 60;
const TIMEOUT = "6h30m";

/**
 * The job that carries out one phase of a restore, for which the `up` waits. It is there in a phase only, and so is its right
 * to read a run. Another phase is another template, so it runs once in each.
 */
export class QdrantRestore extends ClusterComponent {
  constructor(
    name: string,
    private readonly args: QdrantRestoreArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("QdrantRestore", name, args, "qdrant", opts);
    const access = this.grantAccess();
    const program = this.createProgram();
    const serviceAccount = this.createServiceAccount();
    this.createJob([...access, program, serviceAccount]);
    this.registerOutputs({});
  }

  /** The job's own role, by EKS Pod Identity. */
  private grantAccess(): pulumi.Resource[] {
    const { context, cluster, keyArn, bucket, restore } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "qdrant-restore"),
        description: "Reads one run of Qdrant snapshots",
        assumeRolePolicy: POD_TRUST_POLICY,
        tags: this.tags(),
      },
      { parent: this },
    );
    const document = readPermissions({
      bucketArn: bucket.arn,
      keyArn,
      region: context.region,
      run: restore.run,
    });
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      { name: "read-snapshots", role: role.id, policy: pulumi.jsonStringify(document) },
      { parent: this },
    );
    const association = new aws.eks.PodIdentityAssociation(
      this.childName("identity"),
      {
        clusterName: cluster.clusterName,
        namespace: this.namespace,
        serviceAccount: RESTORE_NAME,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...cluster.nodesReady] },
    );
    return [policy, association];
  }

  private createProgram(): kubernetes.core.v1.ConfigMap {
    return new kubernetes.core.v1.ConfigMap(
      this.childName("program"),
      { metadata: this.metadata(RESTORE_NAME), data: { [RESTORE_CONFIG.key]: jobProgram(RESTORE_NAME) } },
      this.inCluster(...this.args.dependsOn),
    );
  }

  private createServiceAccount(): kubernetes.core.v1.ServiceAccount {
    return new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(RESTORE_NAME), automountServiceAccountToken: false },
      this.inCluster(...this.args.dependsOn),
    );
  }

  private createJob(dependsOn: readonly pulumi.Resource[]): void {
    const { context, spec, restore, bucket } = this.args;
    new kubernetes.batch.v1.Job(
      this.childName("job"),
      {
        metadata: { ...this.metadata(RESTORE_NAME), annotations: { "pulumi.com/replaceUnready": "true" } },
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          podFailurePolicy: {
            rules: [IGNORE_DISRUPTION, FAIL_ON_REFUSAL],
          },
          template: {
            metadata: {
              labels: this.podLabels(RESTORE_NAME),
              annotations: {
                "checksum/config": jobChecksum(RESTORE_NAME),
                "karpenter.sh/do-not-disrupt": "true",
              },
            },
            spec: restorePodSpec({ spec, restore, bucket: bucket.name, region: context.region }),
          },
        },
      },
      {
        ...this.inCluster(...this.args.dependsOn, ...dependsOn),
        customTimeouts: { create: TIMEOUT, update: TIMEOUT },
      },
    );
  }
}
