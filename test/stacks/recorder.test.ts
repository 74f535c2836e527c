import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import { recordResources } from "../support/record";

test("a recording holds inputs, dependencies and protection, and no secret", async () => {
  const recorded = await recordResources(() => {
    const password = new random.RandomPassword("password", { length: 40 });
    const queue = new aws.sqs.Queue("queue", { name: "q" }, { protect: true });
    new aws.ssm.Parameter("parameter", {
      type: "SecureString",
      value: password.result,
      description: queue.arn,
    });
    return { url: queue.url, password: password.result };
  });
  expect(recorded.named("parameter").inputs["value"]).toBe("[secret]");
  expect(recorded.dependenciesOf("parameter")).toEqual(["password", "queue"]);
  expect(recorded.named("queue")).toMatchObject({ protect: true, retainOnDelete: false, parent: null });
  expect(recorded.outputs).toEqual({
    url: "https://sqs.us-east-1.amazonaws.com/123456789012/queue",
    password: "[secret]",
  });
});
