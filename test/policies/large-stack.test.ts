import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import type { PolicyResource } from "../../policies/rule";
import { tierNamed } from "../../tiers";
import { enlarged } from "../support/enlarged";
import { recordedTiers } from "../support/recorded-tiers";

const manifestOf = recordedTiers();
const YARDSTICK = { tier: tierNamed("500"), region: "us-east-1" };
const RESOURCES = 5_000;

let stack: PolicyResource[] = [];
beforeAll(() => {
  stack = enlarged(manifestOf("500").resources, RESOURCES);
});

const shiftLast = (type: string, change: (resource: PolicyResource) => PolicyResource): PolicyResource[] => {
  const place = stack.findLastIndex((resource) => resource.type === type);
  return stack.map((resource, index) => (index === place ? change(resource) : resource));
};

test("of 5,000 resources, no rule reads more than five times as many inputs as there are", () => {
  let reads = 0;
  const counted = stack.map((resource) => ({
    ...resource,
    get inputs() {
      reads += 1;
      return resource.inputs;
    },
  }));
  expect(stack.length).toBeGreaterThanOrEqual(RESOURCES);
  const most = RULES.map((rule) => {
    reads = 0;
    evaluate([rule], counted, YARDSTICK);
    return { rule: rule.id, reads };
  }).filter((each) => each.reads > 5 * stack.length);
  expect(most).toEqual([]);
});

test("among 5,000 resources the one that is broken, and the one of an unknown type, are named", () => {
  const rules = RULES.filter(({ id }) => ["require-bucket-tls", "require-known-types"].includes(id));
  expect(evaluate(rules, stack, YARDSTICK).violations).toEqual([]);
  const named = (resources: readonly PolicyResource[]): string[] =>
    evaluate(rules, resources, YARDSTICK).violations.map(({ message }) => message.split(";")[0] ?? "");
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  expect(
    named(
      shiftLast("aws:s3/bucketPolicy:BucketPolicy", (resource) => ({
        ...resource,
        inputs: { ...resource.inputs, policy },
      })),
    ),
  ).toEqual(["qdrant-snapshots-bucket-policy-copy-13: the policy allows plain HTTP"]);
  expect(
    named(
      shiftLast("aws:sqs/queue:Queue", (resource) => ({
        ...resource,
        type: "aws:lambda/functionUrl:FunctionUrl",
      })),
    ),
  ).toEqual([
    expect.stringMatching(/-copy-13: nothing is known of the type aws:lambda\/functionUrl:FunctionUrl$/),
  ]);
});
