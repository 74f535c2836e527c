import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { FAIL_ON_REFUSAL, IGNORE_DISRUPTION } from "../shared/job-failures";
import { REBALANCE_NAME } from "./names";
import { REBALANCE_CONFIG, rebalancePodSpec } from "./rebalance-pod";
import { jobChecksum, jobProgram } from "../shared/job-program";

export interface QdrantRebalanceArgs extends ClusterComponentArgs {
  readonly spec: Pick<TierSpec["qdrant"], "peerCount" | "replicationFactor">;
  /** Namespace, policies and Secret that the job needs. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Moving shards takes hours. A run that is ended goes on where it was. */
const DEADLINE_SECONDS = 24 * 60 * 60;
const KEPT_SECONDS = 24 * 60 * 60;

/**
 * The template of the job that moves shards: to new peers, to more copies, and away from peers that are to go. A
 * CronJob that never starts by itself, because moving data is a person's decision.
 */
export class QdrantRebalance extends ClusterComponent {
  constructor(
    name: string,
    private readonly args: QdrantRebalanceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("QdrantRebalance", name, args, "qdrant", opts);
    const program = this.createProgram();
    this.createCronJob(program);
    this.registerOutputs({});
  }

  private createProgram(): kubernetes.core.v1.ConfigMap {
    return new kubernetes.core.v1.ConfigMap(
      this.childName("program"),
      {
        metadata: this.metadata(REBALANCE_NAME),
        data: { [REBALANCE_CONFIG.key]: jobProgram(REBALANCE_NAME) },
      },
      this.inCluster(...this.args.dependsOn),
    );
  }

  private createCronJob(program: pulumi.Resource): void {
    new kubernetes.batch.v1.CronJob(
      this.childName("cron-job"),
      {
        metadata: this.metadata(REBALANCE_NAME),
        spec: {
          suspend: true,
          // A CronJob must have one; while it is suspended it means nothing.
          schedule: "0 0 1 1 *",
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          jobTemplate: {
            spec: {
              backoffLimit: 3,
              activeDeadlineSeconds: DEADLINE_SECONDS,
              ttlSecondsAfterFinished: KEPT_SECONDS,
              podFailurePolicy: {
                rules: [IGNORE_DISRUPTION, FAIL_ON_REFUSAL],
              },
              template: {
                metadata: {
                  labels: this.podLabels(REBALANCE_NAME),
                  annotations: {
                    "checksum/config": jobChecksum(REBALANCE_NAME),
                    "karpenter.sh/do-not-disrupt": "true",
                  },
                },
                spec: rebalancePodSpec(this.args.spec),
              },
            },
          },
        },
      },
      this.inCluster(...this.args.dependsOn, program),
    );
  }
}
