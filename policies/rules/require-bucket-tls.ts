import { at } from "../../models/manifest/values";
import { textOf } from "../read";
import type { PolicyResource, ResourceRule } from "../rule";
import { statementsOf } from "../statements";

const literal = (text: string): string => text.replace(/[.+?^${}()|[\]\\*]/g, "\\$&");

/** What a statement must refuse, by type, and the resources that it must name: those of the thing itself. */
const EVERYTHING: Readonly<
  Record<
    string,
    { readonly action: string; readonly things: (inputs: PolicyResource["inputs"]) => readonly RegExp[] }
  >
> = {
  "aws:s3/bucketPolicy:BucketPolicy": {
    action: "s3:*",
    // The bucket and its objects are two resources.
    things: ({ bucket }) =>
      ["", "/\\*"].map((rest) => new RegExp(`^arn:[^:]+:s3:::${literal(textOf(bucket))}${rest}$`)),
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    action: "sqs:*",
    things: ({ queueUrl }) => {
      const [account = "", name = ""] = textOf(queueUrl).split("/").slice(-2);
      return [new RegExp(`^arn:[^:]+:sqs:[^:]+:${literal(account)}:${literal(name)}$`)];
    },
  },
};

export const requireBucketTls: ResourceRule = {
  id: "require-bucket-tls",
  title: "Buckets and queues deny requests without TLS",
  rationale: "S3 and SQS accept plain HTTP unless the policy denies it.",
  remedy: 'Add a statement that denies everybody s3:* or sqs:* where "aws:SecureTransport" is "false".',
  severity: "medium",
  source: "CIS AWS Foundations 2.1.1",
  whenUnknown: "wait",
  scope: "resource",
  types: Object.keys(EVERYTHING),
  check: ({ type, inputs }) => {
    const wanted = EVERYTHING[type];
    if (wanted === undefined) return [];
    const { action } = wanted;
    const things = wanted.things(inputs);
    return statementsOf(at(inputs, "policy")).some(
      ({ effect, actions, resources, principals, plainHttpOnly }) =>
        effect === "Deny" &&
        actions.includes(action) &&
        things.every((thing) => resources.some((each) => each === "*" || thing.test(each))) &&
        principals.some(({ kind, value }) => kind === "AWS" && value === "*") &&
        plainHttpOnly,
    )
      ? []
      : [{ wrong: "the policy allows plain HTTP", allowed: `a Deny of ${action} for everybody without TLS` }];
  },
};
