import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { tlsOnly } from "../shared/tls-only";

const DAY_SECONDS = 86_400;
/** Longer than a worker needs for one message, so that no second worker takes it meanwhile. */
const VISIBILITY_TIMEOUT_SECONDS = 300;
const RECEIVES_BEFORE_DEAD_LETTER = 5;

export interface EmbeddingQueueArgs {
  readonly context: PlatformContext;
  /** Key that encrypts the messages. */
  readonly keyArn: pulumi.Output<string>;
}

/**
 * Jobs for background embeddings, and the ones that failed five times. It exists at every tier, workers or not:
 * an empty queue costs nothing, and the address of the queue is part of the application contract.
 */
export class EmbeddingQueue extends PlatformComponent {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly names: Readonly<Record<"jobs" | "dead-letters", pulumi.Output<string>>>;

  constructor(
    name: string,
    private readonly args: EmbeddingQueueArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("EmbeddingQueue", name, args.context, "app", opts);

    const deadLetters = this.createQueue("dead-letters", { messageRetentionSeconds: 14 * DAY_SECONDS });
    const jobs = this.createQueue("jobs", {
      messageRetentionSeconds: 4 * DAY_SECONDS,
      visibilityTimeoutSeconds: VISIBILITY_TIMEOUT_SECONDS,
      redrivePolicy: pulumi.jsonStringify({
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: RECEIVES_BEFORE_DEAD_LETTER,
      }),
    });
    this.admitDeadLettersOf(jobs, deadLetters);
    this.refusePlainHttp("dead-letters", deadLetters);
    this.refusePlainHttp("jobs", jobs);

    this.arn = jobs.arn;
    this.url = jobs.url;
    this.names = { jobs: jobs.name, "dead-letters": deadLetters.name };
    this.registerOutputs({ arn: this.arn, url: this.url });
  }

  private createQueue(role: string, settings: aws.sqs.QueueArgs): aws.sqs.Queue {
    return new aws.sqs.Queue(
      this.childName(role),
      {
        name: this.physicalName("aws:sqs/queue:Queue", `embedding-${role}`),
        kmsMasterKeyId: this.args.keyArn,
        // One data key an hour: the default of five minutes asks KMS twelve times as often.
        kmsDataKeyReusePeriodSeconds: 3600,
        receiveWaitTimeSeconds: 20,
        ...settings,
        tags: this.tags(),
      },
      this.holdsData(),
    );
  }

  private admitDeadLettersOf(jobs: aws.sqs.Queue, deadLetters: aws.sqs.Queue): void {
    new aws.sqs.RedriveAllowPolicy(
      this.childName("dead-letters-source"),
      {
        queueUrl: deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [jobs.arn],
        }),
      },
      { parent: this },
    );
  }

  private refusePlainHttp(role: string, queue: aws.sqs.Queue): void {
    new aws.sqs.QueuePolicy(
      this.childName(`${role}-policy`),
      {
        queueUrl: queue.url,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [tlsOnly("sqs", queue.arn)],
        }),
      },
      { parent: this },
    );
  }
}
