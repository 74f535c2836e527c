import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IGNORE_DISRUPTION } from "../shared/job-failures";
import { podEnvironment, type EnvironmentSources } from "./environment-sources";
import { migrationPodSpec } from "./migration-pod";
import {
  createSettings,
  keyedDigest,
  orderedSettings,
  type AppliedSettings,
  type OwnSettings,
} from "./own-settings";

/** What the configuration says of migrations. */
export interface MigrationSettings {
  readonly command: readonly string[];
  /** Minutes after which it has failed. */
  readonly timeoutMinutes: number;
}

export interface MigrationArgs extends ClusterComponentArgs {
  /** Namespace, policies and whatever it needs to reach. */
  readonly ready: readonly pulumi.Resource[];
  /** Beginning of its object's name, and value of the pod's name label. */
  readonly workload: string;
  readonly image: string;
  readonly migration: MigrationSettings;
  readonly contractConfigMapName: pulumi.Output<string>;
  readonly contractSecretName: pulumi.Output<string>;
  /** Names the user that may change tables. */
  readonly migrationSecretName: pulumi.Output<string>;
  readonly assetBucketName: pulumi.Output<string>;
  readonly settings: OwnSettings;
  readonly digestKey: pulumi.Output<string> | null;
}

/** Again after a node is lost or a database is away; a migration that is wrong fails each time. */
const RETRIES = 2;
/** Time that Pulumi waits beyond the Job's own limit, in minutes: a node starts and the image is pulled. */
const START_MINUTES = 10;

/**
 * The command that a release runs before its pods: a Job whose name holds a digest of image, command and settings, so
 * that any of them that is new makes a new Job, and the same ones run nothing. Pods wait for it, and it must be safe to
 * run twice.
 */
export class Migration extends ClusterComponent {
  /** Created once the command has succeeded. */
  readonly job: kubernetes.batch.v1.Job;

  constructor(
    name: string,
    private readonly args: MigrationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Migration", name, args, "app", opts);
    const serviceAccount = this.createServiceAccount();
    this.job = this.createJob(serviceAccount);
    this.registerOutputs({ job: this.job.metadata.name });
  }

  /** Without rights in AWS. */
  private createServiceAccount(): kubernetes.core.v1.ServiceAccount {
    return new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(this.args.workload), automountServiceAccountToken: false },
      this.inCluster(...this.args.ready),
    );
  }

  private createJob(serviceAccount: kubernetes.core.v1.ServiceAccount): kubernetes.batch.v1.Job {
    const { workload, image, migration, settings, digestKey, ready } = this.args;
    const applied = createSettings(this, { workload, settings, digestKey, dependsOn: ready });
    const digest = keyedDigest(digestKey, [image, migration, orderedSettings(settings)]);
    return new kubernetes.batch.v1.Job(
      this.childName("job"),
      {
        metadata: { ...this.metadata(workload), name: pulumi.interpolate`${workload}-${digest}` },
        spec: {
          backoffLimit: RETRIES,
          activeDeadlineSeconds: migration.timeoutMinutes * 60,
          podFailurePolicy: { rules: [IGNORE_DISRUPTION] },
          template: {
            metadata: {
              labels: this.podLabels(workload),
              annotations: { "karpenter.sh/do-not-disrupt": "true" },
            },
            spec: migrationPodSpec({
              serviceAccountName: serviceAccount.metadata.name,
              image,
              command: migration.command,
              sources: this.environmentSources(applied),
            }),
          },
        },
      },
      {
        ...this.inCluster(...ready),
        customTimeouts: { create: `${migration.timeoutMinutes + START_MINUTES}m` },
      },
    );
  }

  private environmentSources(settings: AppliedSettings): EnvironmentSources {
    const { contractConfigMapName, contractSecretName, migrationSecretName, assetBucketName, context } =
      this.args;
    const environment = podEnvironment("migration", { region: context.region, assetBucketName });
    return { contractConfigMapName, contractSecretName, migrationSecretName, settings, environment };
  }
}
