import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ofStack } from "../../../cli/record/subject";
import { stackEnd } from "../../../cli/capacity/stack-end";
import { recordStackStep } from "../../../cli/record/record-step";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { dateOf, dayOf } from "../../../models/advice/days";
import { adviceSchema, type AdviceReport } from "../../../models/reports/advice";
import { upgradeReport } from "../../../models/upgrade/upgrade";
import { makeCheckout, stackText, type Checkout } from "../../support/checkout";
import { runScale } from "../../support/run-scale";

const AS_OF = "2026-12-01";
const DAYS = 60;
/** Of a user, by the table. */
const REQUESTS_PER_USER_DAY = 0.5 * 1_440;
/** 600 users and five more a day. */
const usersOn = (day: number): number => 600 + 5 * (day - dayOf(AS_OF) + DAYS);
const HISTORY_DAYS = Array.from({ length: DAYS }, (_, index) => dayOf(AS_OF) - DAYS + index);

/** Notes how it was called, and answers from files beside it. */
const AWS = `#!/bin/sh
here=$(dirname "$0")
printf '%s\\n' "$*" >>"$here/calls"
cat "$here/$2.json"
`;

let checkout: Checkout;
const before = { folder: process.cwd(), path: process.env["PATH"] };
const inCheckout = (path: string): string => join(checkout.folder, path);

beforeAll(async () => {
  checkout = makeCheckout();
  // A project by another name has other names on AWS.
  checkout.write("Pulumi.yaml", "name: shop\nruntime: nodejs\nstackConfigDir: stacks/config\n");
  const file = (...lines: string[]) => stackText(...lines).replaceAll("scaling-tiers:", "shop:");
  checkout.write(
    "stacks/config/Pulumi.prod.yaml",
    file(
      'scaling-tiers:tier: "500"',
      "scaling-tiers:environment: live",
      "scaling-tiers:overrides: { postgres: { instanceClass: db.t4g.medium } }",
    ),
  );
  checkout.write(
    "stacks/config/Pulumi.moving.yaml",
    file('scaling-tiers:tier: "500"', 'scaling-tiers:phase: { from: "100", name: move }'),
  );
  checkout.write(
    "users.csv",
    ["date,users", ...HISTORY_DAYS.map((day) => `${dateOf(day)},${usersOn(day)}`), ""].join("\n"),
  );
  checkout.write(
    "aws/get-metric-data.json",
    JSON.stringify({
      MetricDataResults: [
        {
          Id: "requests",
          Timestamps: HISTORY_DAYS.map((day) => `${dateOf(day)}T00:00:00+00:00`),
          Values: HISTORY_DAYS.map((day) => usersOn(day) * REQUESTS_PER_USER_DAY),
          StatusCode: "Complete",
        },
      ],
    }),
  );
  checkout.write("aws/aws", AWS);
  chmodSync(inCheckout("aws/aws"), 0o755);
  const { sizes, config } = ofStack("prod", checkout.folder);
  const { resources } = await recordedManifest(sizes, config, { names: { project: "shop", stack: "prod" } });
  const balancer = resources.find(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer");
  const Value = `app/${String(balancer?.inputs["name"])}/50dc6c495c0c9188`;
  checkout.write(
    "aws/list-metrics.json",
    JSON.stringify({
      Metrics: ["app/live-alb-other/1", Value].map((each) => ({
        Dimensions: [{ Name: "LoadBalancer", Value: each }],
      })),
    }),
  );
  process.chdir(checkout.folder);
  process.env["PATH"] = [inCheckout("aws"), before.path].join(delimiter);
});

afterAll(() => {
  process.chdir(before.folder);
  process.env["PATH"] = before.path;
  checkout.remove();
});

const advise = (...args: string[]) => runScale("advise", "--stack", "prod", "--as-of", AS_OF, ...args);

async function reportOf(...args: string[]): Promise<AdviceReport> {
  const { code, stdout, stderr } = await advise(...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return adviceSchema.parse(JSON.parse(stdout));
}

test("a stack is advised by its own tier and overrides, at the dollars and minutes of its own steps", async () => {
  const report = await reportOf("--history", "users.csv");
  expect(report).toMatchObject({ tier: "500", stack: "prod", source: "users", users: 900 });
  const steps = new Map(report.parts.flatMap((part) => part.steps.map((step) => [step.id, step] as const)));
  const subject = ofStack("prod");
  const database = steps.get("larger-database");
  // The next one after the stack's own: tier 500 has a db.t4g.small.
  expect(database?.settings).toEqual([{ field: "postgres.instanceClass", value: "db.t4g.large" }]);
  const ends = {
    "larger-database": stackEnd(subject, { settings: database?.settings ?? [] }),
    "tier-2k": stackEnd(subject, { to: "2k" }),
  };
  for (const [id, end] of Object.entries(ends)) {
    const { from, to, between, overrides } = await recordStackStep(stackEnd(subject), end);
    const { costDeltaMonthlyUsd, totals } = upgradeReport(from, to, between, overrides);
    expect(steps.get(id)).toMatchObject({
      monthlyUsd: costDeltaMonthlyUsd.expectedMonthlyUsd,
      minutesMin: totals.minutesMin,
      minutesMax: totals.minutesMax,
    });
  }
});

test("its text names the stack", async () => {
  const { stdout } = await advise("--history", "users.csv");
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(text).toContain("Stack prod (tier 500, with overrides) with 900 users on 2026-12-01");
  expect(text).toContain("./scale capacity --stack prod");
});

test("CloudWatch is asked for the stack's own load balancer; requests, as a file too, say what users say", async () => {
  const byUsers = await reportOf("--history", "users.csv");
  const byFile = await reportOf("--cloudwatch", "aws/get-metric-data.json");
  expect(byFile).toEqual({ ...byUsers, source: "requests" });
  expect(existsSync("aws/calls")).toBe(false);
  expect(await reportOf("--cloudwatch")).toEqual(byFile);
  const calls = readFileSync("aws/calls", "utf8").trim().split("\n");
  expect(calls).toEqual([
    "cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name RequestCount --region us-east-1 --output json",
    expect.stringMatching(
      /^cloudwatch get-metric-data --metric-data-queries .*"Value":"app\/live-alb-[^/]+\/50dc6c495c0c9188".* --start-time 2026-06-02T00:00:00Z --end-time 2026-12-01T00:00:00Z --region us-east-1 --output json$/,
    ),
  ]);
});

test("a stack between two tiers is not advised", async () => {
  const asked = ["advise", "--stack", "moving", "--history", "users.csv"];
  expect(await runScale(...asked)).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "Stack moving (tier 500, phase move from 100) is between two tiers. Take the phases that are left, then ask what comes next.\n",
  });
});
