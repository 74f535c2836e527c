import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IGNORE_DISRUPTION } from "../shared/job-failures";
import { jobChecksum, jobProgram } from "../shared/job-program";
import { metricNamespace } from "../shared/metric-namespace";
import { addresses, EGRESS_TO_POD_IDENTITY, tcp } from "../shared/network-policy-parts";
import { POD_TRUST_POLICY } from "../shared/trust-policy";
import type { Login } from "./logins";
import { drillPermissions } from "./restore-drill-access";
import {
  DRILL_FILES,
  DRILL_NAME,
  DRILL_PASSWORD_KEY,
  drillPodSpec,
  type DrillSource,
} from "./restore-drill-pod";

/** What the drill is told of the databases. */
export interface DrilledDatabases {
  /** One for each shard. */
  readonly sources: readonly DrillSource[];
  readonly subnetGroupName: pulumi.Output<string>;
  /** Lets the pods of the cluster in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Who may only read. */
  readonly reader: Login<pulumi.Output<string>>;
  /** The namespace and its policies are there. */
  readonly ready: readonly pulumi.Resource[];
}

export interface RestoreDrillArgs extends ClusterComponentArgs {
  readonly spec: Pick<TierSpec["postgres"], "allocatedStorageGiB" | "engineVersion">;
  readonly databases: DrilledDatabases;
  /** PEM text of the roots that sign RDS's server certificates in the region. */
  readonly rootCertificates: string;
  /** Where what came of the last drill is noted. */
  readonly bucket: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> };
  /** Key of the snapshots and of the bucket. */
  readonly keyArn: pulumi.Output<string>;
  /** Cron expression in UTC, once a day. */
  readonly schedule: string;
}

/** Above the hours after which the program itself gives up, for restoring and for removing. */
const DEADLINE_SECONDS = 9 * 60 * 60;

/**
 * A job that tries out a backup of a database once a month: it restores the newest one into a scratch instance, reads every
 * row, compares, and removes the instance. It runs each day, to tell how long ago that was, and to remove what a run that was
 * cut off has left.
 */
export class RestoreDrill extends ClusterComponent {
  private readonly scratchInstance: string;

  constructor(
    name: string,
    private readonly args: RestoreDrillArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("RestoreDrill", name, args, "postgres", opts);
    this.scratchInstance = this.physicalName("aws:rds/instance:Instance", "drill");
    const access = this.grantAccess();
    const objects = [
      this.createServiceAccount(),
      this.createProgram(),
      this.createPassword(),
      this.openTheWayToAws(),
    ];
    this.createCronJob([...access, ...objects]);
    this.registerOutputs({});
  }

  /** The job's own role, by EKS Pod Identity. */
  private grantAccess(): pulumi.Resource[] {
    const { context, cluster, databases, bucket, keyArn, spec } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "restore-drill"),
        description: "Restores a database into a scratch instance and removes it",
        assumeRolePolicy: POD_TRUST_POLICY,
        tags: this.tags(),
      },
      { parent: this },
    );
    const document = drillPermissions({
      partition: context.partition,
      region: context.region,
      accountId: context.accountId,
      primaries: databases.sources.map(({ primary }) => primary),
      scratchInstance: this.scratchInstance,
      subnetGroupName: databases.subnetGroupName,
      engineVersion: spec.engineVersion,
      bucketArn: bucket.arn,
      keyArn,
      metricNamespace: metricNamespace(context),
    });
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      { name: "restore-drill", role: role.id, policy: pulumi.jsonStringify(document) },
      { parent: this },
    );
    const association = new aws.eks.PodIdentityAssociation(
      this.childName("identity"),
      {
        clusterName: cluster.clusterName,
        namespace: this.namespace,
        serviceAccount: DRILL_NAME,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...cluster.nodesReady] },
    );
    return [policy, association];
  }

  private createServiceAccount(): kubernetes.core.v1.ServiceAccount {
    return new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(DRILL_NAME), automountServiceAccountToken: false },
      this.inCluster(...this.args.databases.ready),
    );
  }

  private createProgram(): kubernetes.core.v1.ConfigMap {
    return new kubernetes.core.v1.ConfigMap(
      this.childName("program"),
      {
        metadata: this.metadata(DRILL_NAME),
        data: {
          [DRILL_FILES.program]: jobProgram(DRILL_NAME),
          [DRILL_FILES.certificates]: this.args.rootCertificates,
        },
      },
      this.inCluster(...this.args.databases.ready),
    );
  }

  private createPassword(): kubernetes.core.v1.Secret {
    return new kubernetes.core.v1.Secret(
      this.childName("password"),
      {
        metadata: this.metadata(DRILL_NAME),
        stringData: { [DRILL_PASSWORD_KEY]: this.args.databases.reader.password },
      },
      this.inCluster(...this.args.databases.ready),
    );
  }

  /** To RDS, S3 and CloudWatch, whose addresses are public; to the databases lead the policies of the namespace. */
  private openTheWayToAws(): kubernetes.networking.v1.NetworkPolicy {
    return new kubernetes.networking.v1.NetworkPolicy(
      this.childName("policy"),
      {
        metadata: this.metadata("allow-restore-drill", DRILL_NAME),
        spec: {
          podSelector: { matchLabels: this.selectorLabels(DRILL_NAME) },
          policyTypes: ["Egress"],
          egress: [EGRESS_TO_POD_IDENTITY, { to: addresses(["0.0.0.0/0"]), ports: tcp(443) }],
        },
      },
      this.inCluster(...this.args.databases.ready),
    );
  }

  private createCronJob(dependsOn: readonly pulumi.Resource[]): void {
    const { context, spec, databases, bucket, schedule } = this.args;
    new kubernetes.batch.v1.CronJob(
      this.childName("cron-job"),
      {
        metadata: this.metadata(DRILL_NAME),
        spec: {
          schedule,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: 60 * 60,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            spec: {
              // The run of the next day is the next try.
              backoffLimit: 0,
              activeDeadlineSeconds: DEADLINE_SECONDS,
              podFailurePolicy: { rules: [IGNORE_DISRUPTION] },
              template: {
                metadata: {
                  labels: this.podLabels(DRILL_NAME),
                  annotations: {
                    "checksum/config": jobChecksum(DRILL_NAME),
                    "karpenter.sh/do-not-disrupt": "true",
                  },
                },
                spec: drillPodSpec({
                  ...databases,
                  region: context.region,
                  scratchInstance: this.scratchInstance,
                  allocatedStorageGiB: spec.allocatedStorageGiB,
                  bucket: bucket.name,
                  metricNamespace: metricNamespace(context),
                }),
              },
            },
          },
        },
      },
      this.inCluster(...databases.ready, ...dependsOn),
    );
  }
}
