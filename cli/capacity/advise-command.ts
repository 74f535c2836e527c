import { Option } from "commander";
import { adviceOf, type Question } from "../../models/advice/advice";
import { dayOf, isDate } from "../../models/advice/days";
import { growthOf, type Observation } from "../../models/advice/growth";
import { capacityOf } from "../../models/capacity/capacity";
import { DEFAULT_CAPACITY_COEFFICIENTS, type CapacityCoefficients } from "../../models/capacity/coefficients";
import { calibrated } from "../../models/capacity/measured";
import { sizesOf } from "../../models/capacity/sizes";
import { adviceReport } from "../../models/reports/advice";
import { InputError, show, tierNamed, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { parseUsers } from "../read/parse-users";
import { readCapacityCoefficients } from "../read/read-coefficients";
import { readHistory } from "../read/read-history";
import { readMetrics } from "../read/read-metrics";
import { isStack, subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { adviceCalendar } from "./advice-calendar";
import { adviceDocument } from "./advice-document";
import { advisedSteps } from "./advised-steps";
import { cloudwatchHistory } from "./cloudwatch-history";

interface AdviseChoices {
  readonly stack?: string;
  /** File. */
  readonly history?: string;
  /** File, or AWS itself. */
  readonly cloudwatch?: string | true;
  /** File. */
  readonly metrics?: string;
  readonly users?: number;
  /** Day since the epoch. */
  readonly asOf?: number;
  readonly horizonDays: number;
  /** File. */
  readonly coefficients?: string;
  readonly markdown?: true;
  readonly ics?: true;
}

const HORIZON_DAYS = 365;
const HORIZON_DAYS_MAX = 3_650;

/** @throws InputError */
function parseDate(text: string): number {
  if (isDate(text)) return dayOf(text);
  throw new InputError(`--as-of must be a date such as 2026-12-01; given ${show(text)}.`);
}

/** @throws InputError */
function parseHorizon(text: string): number {
  const days = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (days >= 1 && days <= HORIZON_DAYS_MAX) return days;
  throw new InputError(
    `--horizon-days must be a whole number from 1 to ${HORIZON_DAYS_MAX}; given ${show(text)}.`,
  );
}

/** @throws InputError unless one source is named, and can be read */
async function historyOf(
  { cloudwatch, history }: AdviseChoices,
  subject: Subject,
  asOfDay: number,
  coefficients: CapacityCoefficients,
): Promise<Observation[]> {
  if (history !== undefined) return readHistory(history, asOfDay);
  if (cloudwatch === undefined)
    throw new InputError(
      "Users over time are missing: give them by --history users.csv, or let --cloudwatch tell them from requests.",
    );
  const requestsPerUserMinute = coefficients.requestsPerUserMinute.mid;
  return await cloudwatchHistory({ source: cloudwatch, subject, asOfDay, requestsPerUserMinute });
}

/** `scale advise <tier>`, `--stack <name>`: what breaks first, when, and what to do about it. */
async function adviseCommand(subject: Subject, options: AdviseChoices, today = new Date()): Promise<Result> {
  if (subject.isOnItsWay)
    throw new InputError(
      `${subject.title} is between two tiers. Take the phases that are left, then ask what comes next.`,
    );
  const asOfDay = options.asOf ?? dayOf(today.toISOString().slice(0, 10));
  const given =
    options.coefficients === undefined
      ? DEFAULT_CAPACITY_COEFFICIENTS
      : readCapacityCoefficients(options.coefficients);
  const history = await historyOf(options, subject, asOfDay, given);
  const tier = typeof subject.sizes === "string" ? tierNamed(subject.sizes) : subject.sizes;
  const growth = growthOf(history);
  const users = options.users ?? Math.max(1, Math.round(growth.at(asOfDay)));
  const { coefficients, measured } = calibrated(
    options.metrics === undefined ? new Map() : readMetrics(options.metrics),
    Math.max(1, users),
    sizesOf(tier),
    given,
  );
  const question: Question = {
    now: capacityOf(tier, { coefficients }),
    users,
    growth,
    asOfDay,
    horizonDays: options.horizonDays,
    steps: await advisedSteps(subject, coefficients),
  };
  const advice = adviceOf(question);
  const days = history.map(({ day }) => day);
  const source = options.history === undefined ? "requests" : "users";
  const report = withStack(adviceReport(subject.tier, question, { days, source, measured }, advice), subject);
  const result = resultOf(report, () => adviceDocument(report, subject.title), {
    ...options,
    gate: advice.refusal === undefined ? undefined : `No date: ${advice.refusal}.`,
  });
  return options.ics === true ? { ...result, text: () => adviceCalendar(report) } : result;
}

export const registerAdvise: Register = (program, run) => {
  reportCommand(
    program,
    "advise",
    "when a tier breaks as users grow, and what to do about it, cheapest first",
  )
    .addArgument(tierArgument("[tier]", { stack: { command: "advise", isStack } }))
    .addOption(stackOption())
    .addOption(new Option("--history <file>", "users over time: CSV with the head date,users"))
    .addOption(
      new Option(
        "--cloudwatch [file]",
        "users from the requests of a stack: asks AWS by its CLI, or reads the JSON of aws cloudwatch get-metric-data",
      ).conflicts("history"),
    )
    .addOption(
      new Option("--metrics <file>", "what was measured at the peak: CSV with the head metric,value"),
    )
    .addOption(new Option("--users <n>", "users now, instead of those of the trend").argParser(parseUsers))
    .addOption(
      new Option("--as-of <date>", "the day that counts as today, such as 2026-12-01").argParser(parseDate),
    )
    .addOption(
      new Option("--horizon-days <n>", "how far ahead a date may be, and how uncertain")
        .argParser(parseHorizon)
        .default(HORIZON_DAYS),
    )
    .addOption(new Option("--coefficients <file>", "other coefficients, JSON or YAML"))
    .addOption(new Option("--markdown", "print a digest for an issue").conflicts("json"))
    .addOption(new Option("--ics", "print the dates as a calendar").conflicts(["json", "markdown"]))
    .action((tier: TierName | undefined, options: AdviseChoices & OutputOptions) =>
      run(options, () => adviseCommand(subjectOf(tier, options.stack), options)),
    );
};
