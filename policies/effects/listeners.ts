import { at } from "../../models/manifest/values";
import { textOf } from "../read";
import { statementsOf } from "../statements";
import { KEY, TOPIC } from "./companions";
import type { Inventory } from "./inventory";

/** What an endpoint of each protocol looks like. */
const ADDRESSES: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  https: /^https:\/\/.+/,
  sms: /^\+\d+$/,
  sqs: /^arn:/,
  lambda: /^arn:/,
  firehose: /^arn:/,
};

const isAddress = (protocol: string, endpoint: string): boolean =>
  ADDRESSES[protocol]?.test(endpoint) ?? false;

/**
 * Why nobody hears what a service publishes to a topic; undefined when somebody does. Heard is what the topic lets the
 * service publish, what the topic's key lets it encrypt, and what a subscription takes on.
 */
export function deafness(inventory: Inventory, topicArn: unknown, service: string): string | undefined {
  const topic = inventory.meant(TOPIC, topicArn);
  if (topic === undefined) return `${textOf(topicArn)} is no topic of the stack`;
  const subscriptions = inventory
    .pointingAt(topic, "aws:sns/topicSubscription:TopicSubscription", "topic")
    .filter(({ inputs }) => isAddress(textOf(inputs["protocol"]), textOf(inputs["endpoint"])));
  if (subscriptions.length === 0) return `nobody subscribes to ${topic.name}`;
  const lets = (document: unknown, action: RegExp): boolean =>
    statementsOf(document).some(
      ({ effect, actions, principals }) =>
        effect === "Allow" &&
        principals.some(({ kind, value }) => kind === "Service" && value === service) &&
        actions.some((each) => action.test(each)),
    );
  const [policy] = inventory.pointingAt(topic, "aws:sns/topicPolicy:TopicPolicy", "arn");
  if (!lets(policy?.inputs["policy"], /^sns:Publish$/i))
    return `${topic.name} does not let ${service} publish`;
  const key = inventory.meant(KEY, at(topic.inputs, "kmsMasterKeyId"));
  if (key !== undefined && !lets(key.inputs["policy"], /^kms:GenerateDataKey/i))
    return `${key.name} does not let ${service} encrypt`;
  return undefined;
}
