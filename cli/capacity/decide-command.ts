import { Option } from "commander";
import { decisionOf, EXPERTISE, moneyOf, type Answers, type Expertise } from "../../models/advice/decision";
import { connectionPool } from "../../models/capacity/parts/connection-pool";
import { webPods } from "../../models/capacity/parts/web-pods";
import type { DecisionReport } from "../../models/reports/decision";
import { InputError, show, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { parseUsers } from "../read/parse-users";
import { estimateTier, type TierCost } from "../record/estimate-tier";
import { ofTier } from "../record/subject";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import { decisionDocument } from "./decision-document";

interface DecideChoices extends Omit<Answers, "expertise"> {
  readonly users?: number;
  readonly expertise?: Expertise;
  readonly markdown?: true;
}

const ENGINEER_MONTH_USD = 10_000;

/** A positive number of an option. */
const positive =
  (option: string, max: number) =>
  (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value > 0 && value <= max) return value;
    throw new InputError(`${option} must be a number above 0, at most ${max}; given ${show(text)}.`);
  };

function loadOf({ capacity }: TierCost, users: number) {
  const shareOf = (name: string) => {
    const found = capacity.parts.find(({ part }) => part.name === name);
    if (found === undefined) return { load: 0, act: 1 };
    return { load: users / found.break.mid, act: found.act.mid / found.break.mid };
  };
  const [web, pool] = [shareOf(webPods.name), shareOf(connectionPool.name)];
  return { web: web.load, webActShare: web.act, pool: pool.load, poolActShare: pool.act };
}

/** `scale decide <tier>`: whether to stay with Node.js, by the roadmap's five metrics. */
async function decideCommand(tier: TierName, options: DecideChoices): Promise<Result> {
  const cost = await estimateTier(ofTier(tier), options.users === undefined ? {} : { users: options.users });
  const { users } = cost.report;
  const { outcome, metrics, money } = decisionOf(
    moneyOf(cost.report, options.engineerMonthUsd),
    loadOf(cost, users),
    options,
  );
  const { savingMonthlyUsd: saving, paybackYears: payback } = money;
  const report: DecisionReport = {
    schemaVersion: 1,
    tier,
    users,
    outcome,
    metrics: [...metrics],
    money: {
      ...money,
      savingMonthlyUsd: saving === null ? null : [saving[0], saving[1]],
      paybackYears: payback === null ? null : [payback[0], payback[1]],
    },
    engineerMonthUsd: options.engineerMonthUsd,
  };
  return resultOf(report, () => decisionDocument(report), options);
}

export const registerDecide: Register = (program, run) => {
  reportCommand(program, "decide", "whether to stay with Node.js, by the roadmap's five metrics")
    .addArgument(tierArgument("<tier>"))
    .addOption(new Option("--users <n>", "users, instead of the tier's own").argParser(parseUsers))
    .addOption(
      new Option("--p95-ratio <n>", "p95 of the slowest class over its promise").argParser(
        positive("--p95-ratio", 1_000),
      ),
    )
    .addOption(
      new Option("--velocity-percent <n>", "features a month, of those of a year ago").argParser(
        positive("--velocity-percent", 1_000),
      ),
    )
    .addOption(new Option("--expertise <language>", "what the team is strong in").choices(EXPERTISE))
    .addOption(
      new Option("--memory-growth-ratio <n>", "growth of the pods' memory over that of users").argParser(
        positive("--memory-growth-ratio", 1_000),
      ),
    )
    .addOption(
      new Option("--engineer-month-usd <n>", "what a month of an engineer costs")
        .argParser(positive("--engineer-month-usd", 1_000_000))
        .default(ENGINEER_MONTH_USD),
    )
    .addOption(new Option("--markdown", "print it for a page or an issue").conflicts("json"))
    .action((tier: TierName, options: DecideChoices & OutputOptions) =>
      run(options, () => decideCommand(tier, options)),
    );
};
