import * as pulumi from "@pulumi/pulumi";
import { unzipSync } from "fflate";
import { Canary, type CanaryArgs } from "../../../components/operations/canary";
import { canaryScript } from "../../../components/operations/canary-script";
import { SCENARIOS } from "../../../models/promises/scenarios/scenarios";
import { TIER_NAMES, tierNamed } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";

const recordOf = (changes: Partial<CanaryArgs> = {}): Promise<Recorded> =>
  recordResources(() => {
    new Canary("canary", {
      context: contextOf("500", { region: "eu-central-1" }),
      intervalMinutes: 10,
      url: pulumi.output("https://d1.cloudfront.net"),
      paths: {},
      tokenSecretArn: null,
      ...changes,
    });
  });

let recorded: Recorded;
beforeAll(async () => {
  recorded = await recordOf();
});

const statements = (of: Recorded): Record<string, unknown>[] =>
  (JSON.parse(String(of.named("canary-rights").inputs["policy"])) as { Statement: Record<string, unknown>[] })
    .Statement;

test("walks the address of the stack as often as it is told, by a runtime that is still supported", () => {
  const { inputs, dependsOn } = recorded.named("canary-walk");
  expect(inputs).toMatchObject({
    runtimeVersion: "syn-nodejs-3.1",
    schedule: { expression: "rate(10 minutes)" },
    startCanary: true,
    deleteLambda: true,
    runConfig: { environmentVariables: { BASE_URL: "https://d1.cloudfront.net" } },
  });
  // It begins with its first run: rights and script must be there.
  expect(dependsOn.join(" ")).toMatch(/canary-rights.*canary-code|canary-code.*canary-rights/);
  expect(String(inputs["name"])).toMatch(/^[0-9a-z_-]{1,21}$/);
});

test("the archive holds the script where every runtime looks for it, and does not change with the clock", async () => {
  const { inputs } = recorded.named("canary-code");
  const files = unzipSync(Buffer.from(String(inputs["contentBase64"]), "base64"));
  expect(Object.keys(files)).toEqual(["index.js", "nodejs/node_modules/index.js"]);
  for (const file of Object.values(files)) expect(Buffer.from(file).toString()).toBe(canaryScript(SCENARIOS));
  expect((await recordOf()).named("canary-code").inputs).toEqual(inputs);
});

test("another path is another script under another key", async () => {
  const other = (await recordOf({ paths: { social: "/posts" } })).named("canary-code").inputs;
  expect(other["key"]).not.toBe(recorded.named("canary-code").inputs["key"]);
});

test("a run may leave files and put metrics of canaries, and nothing else", () => {
  expect(statements(recorded).map(({ Action }) => Action)).toEqual([
    "s3:PutObject",
    "s3:GetBucketLocation",
    "cloudwatch:PutMetricData",
  ]);
  expect(statements(recorded)[2]).toMatchObject({
    Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
  });
});

test("with a token it may read that one secret", async () => {
  const tokenSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:canary-AbCdEf";
  const withToken = await recordOf({ tokenSecretArn });
  expect(statements(withToken)[3]).toEqual({
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: tokenSecretArn,
  });
});

test("runs expire after a month, the script does not", () => {
  expect(recorded.named("canary-lifecycle").inputs["rules"]).toMatchObject([
    { filter: { prefix: "runs/" }, expiration: { days: 31 } },
  ]);
});

test("the rate by tier", () => {
  expect(TIER_NAMES.map((tier) => tierNamed(tier).operations.canaryIntervalMinutes)).toEqual([
    30, 10, 5, 5, 5, 5,
  ]);
});
