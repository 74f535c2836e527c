import { execFile } from "node:child_process";
import { z } from "zod";
import { physicalName } from "../../components/shared/names";
import { dateOf } from "../../models/advice/days";
import type { Observation } from "../../models/advice/growth";
import { metricDataSchema, usersOfRequests, type MetricData } from "../../models/advice/requests-as-users";
import { errorCode } from "../../rehearsal/error-code";
import { DRY_RUN_REGION } from "../../stacks/dry-run-config";
import { InputError } from "../../tiers";
import { parseJson } from "../read/read-json";
import { readText } from "../read/read-text";
import { checkout, type Subject } from "../record/subject";
import { namesOf } from "../record/subject-names";

/** Half a year of days; CloudWatch keeps days for 15 months. */
const HISTORY_DAYS = 182;
const DAY_SECONDS = 86_400;
const ANSWER_MS = 60_000;
const ANSWER_BYTES = 2 ** 26;

const NAMESPACE = "AWS/ApplicationELB";
const METRIC = "RequestCount";

/** Runs a program, and returns what it prints. */
export type Ask = (program: string, args: readonly string[]) => Promise<string>;

const ask: Ask = (program, args) =>
  new Promise((done, fail) => {
    execFile(
      program,
      [...args],
      { env: process.env, timeout: ANSWER_MS, maxBuffer: ANSWER_BYTES },
      (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else if (errorCode(error) === "ENOENT")
          fail(
            new InputError(
              "--cloudwatch asks by the AWS CLI, which is not installed. Install it, or give a file with the JSON of aws cloudwatch get-metric-data.",
            ),
          );
        else {
          const said = stderr.trim().split("\n").at(-1) ?? "";
          fail(
            new InputError(
              `CloudWatch cannot be asked: ${said === "" ? "the AWS CLI did not answer within a minute" : said}`,
            ),
          );
        }
      },
    );
  });

const listSchema = z.object({
  Metrics: z.array(z.object({ Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })) })),
});

/** @throws InputError when a text is no JSON of this form */
function parsed<T>(schema: z.ZodType<T>, text: string, title: string, command: string): T {
  const refuse = (): never => {
    throw new InputError(`${title} is not what aws cloudwatch ${command} --output json prints.`);
  };
  const { data, success } = schema.safeParse(parseJson(text, title, refuse));
  return success ? data : refuse();
}

/** The load balancer of a stack, as CloudWatch calls it: `app/prod-alb-0123abcd/50dc6c495c0c9188`. */
async function loadBalancerOf(subject: Subject, region: string, run: Ask): Promise<string> {
  const name = physicalName(namesOf(subject, checkout()), "aws:lb/loadBalancer:LoadBalancer", "alb");
  const listed = await run("aws", [
    ...["cloudwatch", "list-metrics", "--namespace", NAMESPACE, "--metric-name", METRIC],
    ...["--region", region, "--output", "json"],
  ]);
  const { Metrics: metrics } = parsed(listSchema, listed, "The answer of the AWS CLI", "list-metrics");
  const values = metrics.flatMap(({ Dimensions: [first, ...others] }) =>
    others.length === 0 && first?.Name === "LoadBalancer" ? [first.Value] : [],
  );
  const found = values.find((value) => value.startsWith(`app/${name}/`));
  if (found !== undefined) return found;
  throw new InputError(
    `CloudWatch has no requests of the load balancer ${name} in ${region} of the last two weeks. Is the stack there, and is it this account (AWS_PROFILE)?`,
  );
}

async function askCloudWatch(subject: Subject, asOfDay: number, run: Ask): Promise<MetricData> {
  const region = subject.config["aws:region"] ?? DRY_RUN_REGION;
  const loadBalancer = await loadBalancerOf(subject, region, run);
  const queries = [
    {
      Id: "requests",
      MetricStat: {
        Metric: {
          Namespace: NAMESPACE,
          MetricName: METRIC,
          Dimensions: [{ Name: "LoadBalancer", Value: loadBalancer }],
        },
        Period: DAY_SECONDS,
        Stat: "Sum",
      },
    },
  ];
  const answer = await run("aws", [
    ...["cloudwatch", "get-metric-data", "--metric-data-queries", JSON.stringify(queries)],
    ...["--start-time", `${dateOf(asOfDay - HISTORY_DAYS)}T00:00:00Z`],
    ...["--end-time", `${dateOf(asOfDay)}T00:00:00Z`],
    ...["--region", region, "--output", "json"],
  ]);
  return parsed(metricDataSchema, answer, "The answer of the AWS CLI", "get-metric-data");
}

export interface CloudWatchQuestion {
  /** A file with the JSON of `aws cloudwatch get-metric-data`, `-` for standard input; true asks AWS. */
  readonly source: string | true;
  readonly subject: Subject;
  readonly asOfDay: number;
  readonly requestsPerUserMinute: number;
}

/**
 * Users over time from the daily requests to a load balancer. It speaks to AWS only where no file is given.
 * @param run another way to run the AWS CLI, for tests
 * @throws InputError when there is no answer, or nothing in it
 */
export async function cloudwatchHistory(
  { source, subject, asOfDay, requestsPerUserMinute }: CloudWatchQuestion,
  run: Ask = ask,
): Promise<Observation[]> {
  if (source === true && subject.stack === undefined)
    throw new InputError(
      "--cloudwatch asks about the load balancer of a stack. Name it by --stack, or give a file with the JSON of aws cloudwatch get-metric-data.",
    );
  if (requestsPerUserMinute === 0)
    throw new InputError(
      "Users cannot be told from requests while requestsPerUserMinute is 0. Give another one by --coefficients, or users by --history.",
    );
  const data =
    source === true
      ? await askCloudWatch(subject, asOfDay, run)
      : parsed(
          metricDataSchema,
          readText(source, "the metric data"),
          `The metric data ${source}`,
          "get-metric-data",
        );
  const history = usersOfRequests(data, asOfDay, requestsPerUserMinute);
  if (history.length > 0) return history;
  throw new InputError(
    `There are no requests before ${dateOf(asOfDay)} in the metric data. Give users by --history.`,
  );
}
