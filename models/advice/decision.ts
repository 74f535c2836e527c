import type { CostReport } from "../cost/report";

/** The roadmap's outcomes: stay with Node.js, move service by service, or write it anew. */
export const OUTCOMES = ["stay", "gradual", "full"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Of a metric: within its range, out of it, or out of it so far that it blocks growth. */
export const STATES = ["fine", "gap", "failing"] as const;
export type MetricState = (typeof STATES)[number];

export const EXPERTISE = ["node", "both", "other"] as const;
export type Expertise = (typeof EXPERTISE)[number];

/** What somebody measured or was asked; absent where nobody was. */
export interface Answers {
  /** p95 of the slowest class over its promise: 1 is on the promise. */
  readonly p95Ratio?: number | undefined;
  /** Features a month, in percent of a year ago. */
  readonly velocityPercent?: number | undefined;
  readonly expertise?: Expertise | undefined;
  /** Growth of the pods' memory over that of users: 1 is as fast. */
  readonly memoryGrowthRatio?: number | undefined;
  readonly engineerMonthUsd: number;
}

/** One of the roadmap's five metrics. */
export interface Metric {
  readonly metric: string;
  readonly state: MetricState | "not asked";
  /** What it was judged by. */
  readonly because: string;
  /** What would change its state. */
  readonly turnsAt: string;
  /** Where its thresholds are from; those that nobody wrote down are assumed. */
  readonly source: string;
}

/** What a rewrite saves and costs. */
export interface Money {
  /** USD a month of the nodes that run the application. */
  readonly nodesMonthlyUsd: number | null;
  readonly totalMonthlyUsd: number | null;
  /** USD a month less, by the lower and the higher of the ratios. */
  readonly savingMonthlyUsd: readonly [number, number] | null;
  /** Years until the shorter rewrite has paid for itself, by the higher and the lower saving. */
  readonly paybackYears: readonly [number, number] | null;
  /** Users at which it would in 24 months, by the higher saving: nodes follow users. */
  readonly usersToTurn: number | null;
}

/**
 * Requests a second of Go over Express: TechEmpower, as the documentation of Fiber gives it (single query, JSON;
 * https://docs.gofiber.io/extra/benchmarks).
 */
const GO_OVER_NODE = [2.16, 2.49] as const;
/** Roadmap, “architectureRewrite: 6-12 months engineering”. */
const REWRITE_MONTHS = { min: 6, max: 12 } as const;
const PAYBACK_MONTHS = { failing: 24, gap: 60 } as const;
const MONTHS_PER_YEAR = 12;

/** What grows with the pods of the application: its nodes, their fee and their volumes. */
const isAppNode = ({ component, basis }: CostReport["lines"][number]): boolean =>
  component === "app" && basis === "autoscale";

/** What the application's nodes cost, and what another language would save of it. */
export function moneyOf(report: CostReport, engineerMonthUsd: number): Money {
  const { expectedMonthlyUsd: total, users } = report;
  if (total === null)
    return {
      nodesMonthlyUsd: null,
      totalMonthlyUsd: null,
      savingMonthlyUsd: null,
      paybackYears: null,
      usersToTurn: null,
    };
  const nodes = report.lines.filter(isAppNode).reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
  const [lower, higher] = GO_OVER_NODE.map((ratio) => nodes * (1 - 1 / ratio));
  const least = lower ?? 0;
  const most = higher ?? 0;
  const price = REWRITE_MONTHS.min * engineerMonthUsd;
  const years = (saving: number) => price / saving / MONTHS_PER_YEAR;
  return {
    nodesMonthlyUsd: nodes,
    totalMonthlyUsd: total,
    savingMonthlyUsd: [least, most],
    paybackYears: most === 0 ? null : [years(most), years(least)],
    usersToTurn: most === 0 ? null : Math.ceil((users * price) / PAYBACK_MONTHS.failing / most),
  };
}

/** The state of a figure of which less is better. */
function stateOf(value: number, gap: number, failing: number): MetricState {
  if (value > failing) return "failing";
  return value > gap ? "gap" : "fine";
}

const worst = (states: readonly MetricState[]): MetricState =>
  states.reduce((a, b) => (STATES.indexOf(b) > STATES.indexOf(a) ? b : a), "fine");

/** Twice the promise is where the roadmap's stress test stops. */
const P95 = { gap: 1, failing: 2 } as const;
const MEMORY = { gap: 1.1, failing: 1.5 } as const;
const VELOCITY = { gap: 90, failing: 60 } as const;

/** Of each metric's thresholds. */
const SOURCES = {
  performance:
    "gap: the promise (roadmap, performance SLA targets), or the table's limit to act at; failing: assumed, twice the promise, or full pods",
  velocity: "assumed: the roadmap says “remains high” and “slowing”, without a number",
  expertise: "roadmap: “Team expertise is strong in TypeScript/Node”",
  migration: "rewrite of 6 to 12 months: roadmap; 24 and 60 months to pay for itself: assumed",
  complexity:
    "pool: the table's limits; roadmap: “Memory usage grows faster than user growth”, of which 1.1 and 1.5 are assumed",
} as const;

const notAsked = (metric: string, option: string, source: string): Metric => ({
  metric,
  state: "not asked",
  because: `nobody said: ${option}`,
  turnsAt: "",
  source,
});

/** Share of the web pods and of the connection pool that users take, over what each carries at its break. */
export interface Load {
  readonly web: number;
  readonly pool: number;
  readonly webActShare: number;
  readonly poolActShare: number;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function performance({ p95Ratio }: Answers, load: Load): Metric {
  const metric = "performance gap";
  if (p95Ratio !== undefined)
    return {
      metric,
      state: stateOf(p95Ratio, P95.gap, P95.failing),
      because: `p95 is ${p95Ratio} of its promise`,
      turnsAt: `p95 over ${P95.gap} (gap) or ${P95.failing} (failing) of its promise`,
      source: SOURCES.performance,
    };
  return {
    metric,
    state: stateOf(load.web, load.webActShare, 1),
    because: `by the model, web pods are ${percent(load.web)} full; measure p95 by --p95-ratio`,
    turnsAt: `web pods over ${percent(load.webActShare)} (gap) or 100 % (failing)`,
    source: SOURCES.performance,
  };
}

function velocity({ velocityPercent }: Answers): Metric {
  const metric = "development velocity";
  if (velocityPercent === undefined) return notAsked(metric, "--velocity-percent", SOURCES.velocity);
  return {
    metric,
    state: stateOf(-velocityPercent, -VELOCITY.gap, -VELOCITY.failing),
    because: `${velocityPercent} % of the features a month of a year ago`,
    turnsAt: `below ${VELOCITY.gap} % (gap) or ${VELOCITY.failing} % (failing)`,
    source: SOURCES.velocity,
  };
}

const BY_EXPERTISE: Readonly<Record<Expertise, MetricState>> = {
  node: "fine",
  both: "gap",
  other: "failing",
};

function expertiseOf({ expertise }: Answers): Metric {
  const metric = "team expertise";
  if (expertise === undefined) return notAsked(metric, "--expertise", SOURCES.expertise);
  return {
    metric,
    state: BY_EXPERTISE[expertise],
    because: {
      node: "the team is strong in Node.js",
      both: "the team knows both",
      other: "the team is strong in another language",
    }[expertise],
    turnsAt: "a team that knows the other language as well (gap) or better (failing)",
    source: SOURCES.expertise,
  };
}

function migrationCost({ paybackYears, usersToTurn }: Money): Metric {
  const metric = "migration cost";
  if (paybackYears === null || usersToTurn === null)
    return {
      metric,
      state: "not asked",
      because: "the nodes have no price in this region",
      turnsAt: "",
      source: SOURCES.migration,
    };
  const [soonest, latest] = paybackYears;
  return {
    metric,
    state: stateOf(-soonest * MONTHS_PER_YEAR, -PAYBACK_MONTHS.gap, -PAYBACK_MONTHS.failing),
    because: `the shorter rewrite pays for itself in ${Math.round(soonest)} to ${Math.round(latest)} years`,
    turnsAt: `${usersToTurn.toLocaleString("en-US")} users, at which it does in ${PAYBACK_MONTHS.failing} months`,
    source: SOURCES.migration,
  };
}

function complexity({ memoryGrowthRatio }: Answers, load: Load): Metric {
  const pool = stateOf(load.pool, load.poolActShare, 1);
  const memory =
    memoryGrowthRatio === undefined ? "fine" : stateOf(memoryGrowthRatio, MEMORY.gap, MEMORY.failing);
  const memoryText =
    memoryGrowthRatio === undefined
      ? "nobody said how memory grows: --memory-growth-ratio"
      : `memory grows ${memoryGrowthRatio} times as fast as users`;
  return {
    metric: "operational complexity",
    state: worst([pool, memory]),
    because: `the connection pool is ${percent(load.pool)} full; ${memoryText}`,
    turnsAt: `the pool over ${percent(load.poolActShare)}, or memory ${MEMORY.gap} times as fast as users`,
    source: SOURCES.complexity,
  };
}

export interface Decision {
  readonly outcome: Outcome;
  readonly metrics: readonly Metric[];
  readonly money: Money;
}

/**
 * The roadmap's decision: stay while all metrics are fine, move gradually when one is not, and write it anew when several
 * fail.
 */
export function decisionOf(money: Money, load: Load, answers: Answers): Decision {
  const metrics = [
    performance(answers, load),
    velocity(answers),
    expertiseOf(answers),
    migrationCost(money),
    complexity(answers, load),
  ];
  const count = (state: MetricState) => metrics.filter((each) => each.state === state).length;
  const outcome = count("failing") > 1 ? "full" : count("failing") + count("gap") > 0 ? "gradual" : "stay";
  return { outcome, metrics, money };
}
