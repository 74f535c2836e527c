import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudwatchHistory, type Ask } from "../../../cli/capacity/cloudwatch-history";
import { readHistory } from "../../../cli/read/read-history";
import { readMetrics } from "../../../cli/read/read-metrics";
import { ofStack, ofTier, type Subject } from "../../../cli/record/subject";
import { dateOf, dayOf } from "../../../models/advice/days";
import { metricDataSchema, usersOfRequests } from "../../../models/advice/requests-as-users";
import { InputError } from "../../../tiers";
import { runScale } from "../../support/run-scale";
import { stackText } from "../../support/checkout";

const AS_OF = dayOf("2026-12-01");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sources-"));
  mkdirSync(join(folder, "stacks/config"), { recursive: true });
  const prod = stackText('scaling-tiers:tier: "500"', "scaling-tiers:environment: live");
  writeFileSync(join(folder, "stacks/config/Pulumi.prod.yaml"), prod);
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const messageOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(folder, "…");
    throw error;
  }
  return "";
};

/** Requests of so many days before the day that counts as today, and of that day, which is not over. */
const dataOf = (days: number, requests: (day: number) => number) => ({
  MetricDataResults: [
    {
      Id: "requests",
      Label: "RequestCount",
      // The newest first, as CloudWatch gives them.
      Timestamps: Array.from({ length: days + 1 }, (_, back) => `${dateOf(AS_OF - back)}T00:00:00+00:00`),
      Values: Array.from({ length: days + 1 }, (_, back) => requests(AS_OF - back)),
      StatusCode: "Complete",
    },
  ],
});

describe("requests as users", () => {
  test("are as many as make so many requests, of whole days, oldest first", () => {
    const data = metricDataSchema.parse(dataOf(3, (day) => 720_000 + (AS_OF - day) * 1_440));
    expect(usersOfRequests(data, AS_OF, 0.5)).toEqual([
      { day: AS_OF - 3, users: 1_006 },
      { day: AS_OF - 2, users: 1_004 },
      { day: AS_OF - 1, users: 1_002 },
    ]);
  });

  test("pages of one metric are one series", () => {
    const [first, second] = [dataOf(0, () => 5), dataOf(2, () => 1_440)];
    const pages = { MetricDataResults: [...first.MetricDataResults, ...second.MetricDataResults] };
    expect(usersOfRequests(metricDataSchema.parse(pages), AS_OF, 1)).toHaveLength(2);
  });
});

describe("--cloudwatch", () => {
  const history = (source: string | true, over: { subject?: Subject; rate?: number; run?: Ask } = {}) =>
    cloudwatchHistory(
      {
        source,
        subject: over.subject ?? ofStack("prod", folder),
        asOfDay: AS_OF,
        requestsPerUserMinute: over.rate ?? 0.5,
      },
      over.run ?? (() => Promise.reject(new Error("the network was asked"))),
    );

  test("with a file asks nobody", async () => {
    const file = fileOf("data.json", JSON.stringify(dataOf(30, () => 720_000)));
    const found = await history(file, { subject: ofTier("500") });
    expect(found).toHaveLength(30);
    expect(found[0]).toEqual({ day: AS_OF - 30, users: 1_000 });
  });

  test("of a stack asks for its own load balancer, by days, in its region", async () => {
    const calls: string[] = [];
    const answers =
      (own: string): Ask =>
      (program, args) => {
        calls.push([program, ...args].join(" "));
        const dimension = (...values: string[]) => ({
          Dimensions: values.map((Value, index) => ({ Name: ["LoadBalancer", "TargetGroup"][index], Value })),
        });
        const list = {
          Metrics: [dimension("app/other/1"), dimension(own, "targetgroup/x/2"), dimension(own)],
        };
        return Promise.resolve(JSON.stringify(args[1] === "list-metrics" ? list : dataOf(10, () => 720_000)));
      };
    const asked = await messageOf(() => history(true, { run: answers("app/nobody/3") }));
    const name = /load balancer (\S+) in us-east-1/.exec(asked)?.[1] ?? "";
    expect(name).toMatch(/^live-alb-/);
    expect(asked).toBe(
      `CloudWatch has no requests of the load balancer ${name} in us-east-1 of the last two weeks. Is the stack there, and is it this account (AWS_PROFILE)?`,
    );
    calls.length = 0;
    expect(await history(true, { run: answers(`app/${name}/50dc6c495c0c9188`) })).toHaveLength(10);
    expect(calls[0]).toBe(
      "aws cloudwatch list-metrics --namespace AWS/ApplicationELB --metric-name RequestCount --region us-east-1 --output json",
    );
    expect(calls[1]).toContain(
      `"Dimensions":[{"Name":"LoadBalancer","Value":"app/${name}/50dc6c495c0c9188"}]`,
    );
    expect(calls[1]).toContain("--start-time 2026-06-02T00:00:00Z --end-time 2026-12-01T00:00:00Z");
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "a tier has no load balancer",
      () => history(true, { subject: ofTier("500") }),
      "--cloudwatch asks about the load balancer of a stack. Name it by --stack, or give a file with the JSON of aws cloudwatch get-metric-data.",
    ],
    [
      "nobody makes requests",
      () => history(true, { rate: 0 }),
      "Users cannot be told from requests while requestsPerUserMinute is 0. Give another one by --coefficients, or users by --history.",
    ],
    [
      "the file has no data",
      () => history(fileOf("empty.json", JSON.stringify(dataOf(0, () => 1)))),
      "There are no requests before 2026-12-01 in the metric data. Give users by --history.",
    ],
    [
      "the file is no metric data",
      () => history(fileOf("other.json", '{"Datapoints":[]}')),
      "The metric data …/other.json is not what aws cloudwatch get-metric-data --output json prints.",
    ],
    [
      "the file is no JSON",
      () => history(fileOf("text.json", "date,users")),
      "The metric data …/text.json is not what aws cloudwatch get-metric-data --output json prints.",
    ],
    [
      "AWS answers something else",
      () => history(true, { run: () => Promise.resolve("{}") }),
      "The answer of the AWS CLI is not what aws cloudwatch list-metrics --output json prints.",
    ],
  ])("%s", async (_, work, message) => {
    expect(await messageOf(work)).toBe(message);
  });

  test("what the AWS CLI says is passed on, and where there is none, what to do", async () => {
    const before = process.env["PATH"];
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const subject = ofStack("prod", folder);
    const asked = () =>
      messageOf(() =>
        cloudwatchHistory({ source: true, subject, asOfDay: AS_OF, requestsPerUserMinute: 0.5 }),
      );
    try {
      process.env["PATH"] = bin;
      expect(await asked()).toBe(
        "--cloudwatch asks by the AWS CLI, which is not installed. Install it, or give a file with the JSON of aws cloudwatch get-metric-data.",
      );
      writeFileSync(join(bin, "aws"), '#!/bin/sh\necho "Error when retrieving token" >&2\nexit 255\n', {
        mode: 0o755,
      });
      expect(await asked()).toBe("CloudWatch cannot be asked: Error when retrieving token");
    } finally {
      process.env["PATH"] = before;
    }
  });
});

describe("--metrics", () => {
  test("all that is wrong is told at once, with lines", async () => {
    const text = [
      "metric,value",
      "postgresCpuPercent,35",
      "postgresCpuPercent,36",
      "postgresCpuPrecent,5",
      "webCpuCores,-1",
      "qdrantMemoryPercent,101",
      "valkeyMemoryPercent,",
      "cacheHitPercent",
    ].join("\r\n");
    const said = await messageOf(() => readMetrics(fileOf("metrics.csv", text)));
    expect(said.split("\n")).toEqual([
      "The metrics …/metrics.csv are refused, 6 problems:",
      "  line 3: given postgresCpuPercent, as in line 2; allowed: each metric once",
      '  line 4: given "postgresCpuPrecent"; allowed: requestsPerMinute, postgresCpuPercent, postgresUsedGiB, poolBusyConnections, webCpuCores, qdrantMemoryPercent, valkeyMemoryPercent, cacheHitPercent, did you mean "postgresCpuPercent"?',
      '  line 5: given webCpuCores of "-1"; allowed: 0 to 1000000 cores of all web pods',
      '  line 6: given qdrantMemoryPercent of "101"; allowed: 0 to 100 % of the fullest peer\'s limit',
      "  line 7: given valkeyMemoryPercent of nothing; allowed: 0 to 100 % of the main group's memory",
      "  line 8: given 1 cells; allowed: a metric and its value",
    ]);
  });

  test("another separator is told with its line", async () => {
    expect(await messageOf(() => readMetrics(fileOf("metrics.csv", "metric;value\nwebCpuCores;1\n")))).toBe(
      'The metrics …/metrics.csv, line 1: its cells are separated by ";"; separate them by commas. Write a metric a line, such as postgresCpuPercent,35.',
    );
  });
});

test("metrics that cannot be those of so many users are refused, with exit code 2", async () => {
  const history = fileOf("history.csv", "date,users\n2026-11-01,20\n2026-11-30,20\n");
  const metrics = fileOf("metrics.csv", "metric,value\nwebCpuCores,4\n");
  const source = ["--history", history, "--as-of", "2026-12-01", "--metrics", metrics];
  expect(await runScale("advise", "500", ...source, "--users", "1")).toEqual({
    code: 2,
    stdout: "",
    stderr: [
      "The metrics cannot be those of 1 user. Correct them, or give the users who made them by --users, or what they rest on by --coefficients:",
      "  webCpuCores: given 4, by which appCpuMsPerRequest is 240000; allowed: what makes it 0 to 10000 ms of CPU a request",
      "",
    ].join("\n"),
  });
});

test("a million rows are not all read", async () => {
  const file = fileOf("users.csv", `date,users\n${"2026-11-01,5\n".repeat(1_000_000)}`);
  expect(await messageOf(() => readHistory(file, AS_OF))).toBe(
    "The history …/users.csv, line 10002: more than 10,000 rows. Give a day or a week a row, of the time that still counts.",
  );
});

test("no source and two are refused", async () => {
  const none = await runScale("advise", "500");
  expect(none).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "Users over time are missing: give them by --history users.csv, or let --cloudwatch tell them from requests.\n",
  });
  const both = await runScale("advise", "500", "--history", "a.csv", "--cloudwatch", "b.json");
  expect(both.code).toBe(2);
  expect(both.stderr).toContain("cannot be used with option '--history <file>'");
});
