import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";

export interface AlertTopicArgs {
  readonly context: PlatformContext;
  readonly region: string;
  /** A customer key of the same region: services cannot publish to a topic under AWS's own `alias/aws/sns`. */
  readonly keyArn: pulumi.Output<string>;
  /** Service principals that may publish, each only on behalf of this account. */
  readonly publishers: readonly string[];
  /** Receives what is published, once its owner has followed the link in AWS's mail. */
  readonly email: string | null;
}

/** An encrypted SNS topic that some AWS services may publish to. */
export class AlertTopic extends PlatformComponent {
  readonly arn: pulumi.Output<string>;
  /** Services check their right to publish when they are given the topic, so they come after it. */
  readonly policy: pulumi.Resource;

  constructor(
    name: string,
    private readonly args: AlertTopicArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("AlertTopic", name, args.context, "operations", opts);
    const topic = this.createTopic();
    this.policy = this.createPolicy(topic);
    this.subscribe(topic);
    this.arn = topic.arn;
    this.registerOutputs({ arn: this.arn });
  }

  private createTopic(): aws.sns.Topic {
    const { region, keyArn } = this.args;
    return new aws.sns.Topic(
      this.childName("topic"),
      {
        name: this.physicalName("aws:sns/topic:Topic", this.logicalName),
        region,
        kmsMasterKeyId: keyArn,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createPolicy(topic: aws.sns.Topic): aws.sns.TopicPolicy {
    const { context, region, publishers } = this.args;
    return new aws.sns.TopicPolicy(
      this.childName("policy"),
      {
        arn: topic.arn,
        region,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "ServicesPublishForThisAccount",
              Effect: "Allow",
              Principal: { Service: publishers },
              Action: "sns:Publish",
              Resource: topic.arn,
              Condition: { StringEquals: { "aws:SourceAccount": context.accountId } },
            },
          ],
        }),
      },
      { parent: this },
    );
  }

  private subscribe(topic: aws.sns.Topic): void {
    const { region, email } = this.args;
    if (email === null) return;
    new aws.sns.TopicSubscription(
      this.childName("email"),
      { topic: topic.arn, region, protocol: "email", endpoint: email },
      { parent: this },
    );
  }
}
