import type { DecisionReport } from "../../models/reports/decision";
import { list, note, paragraph, section, table, type Document } from "../print/document";
import { count, tierTitle, usd } from "../print/figures";

const OUTCOMES: Readonly<Record<DecisionReport["outcome"], string>> = {
  stay: "stay with Node.js: no metric is out of its range",
  gradual: "a gap exists: move what it is in, service by service",
  full: "several metrics fail: evaluate another architecture",
};

function moneyText({ money, engineerMonthUsd }: DecisionReport): string {
  const {
    nodesMonthlyUsd: nodes,
    totalMonthlyUsd: total,
    savingMonthlyUsd,
    paybackYears,
    usersToTurn,
  } = money;
  if (nodes === null || savingMonthlyUsd === null || paybackYears === null || usersToTurn === null)
    return "The nodes of the application have no price in this region, so nobody can say what a rewrite saves.";
  const [least, most] = savingMonthlyUsd;
  const [soonest, latest] = paybackYears;
  return `The nodes of the application are ${usd(nodes)} of ${usd(total)} a month. Go answers 2.16 to 2.49 times the requests, so it saves ${usd(least)} to ${usd(most)}. At ${usd(engineerMonthUsd)} an engineer's month, six months pay for themselves in ${Math.round(soonest)} to ${Math.round(latest)} years. It would turn at ${count(usersToTurn)} users: 24 months.`;
}

/** Whether to stay with Node.js. */
export const decisionDocument = (report: DecisionReport): Document => ({
  title: `Tier ${tierTitle(report.tier)} with ${count(report.users)} users: ${OUTCOMES[report.outcome]}`,
  blocks: [
    table(
      ["metric", "state", "because", "turns at"],
      report.metrics.map(({ metric, state, because, turnsAt }) => [
        metric,
        state === "fine" ? state : [{ strong: state }],
        because,
        turnsAt,
      ]),
    ),
    paragraph(moneyText(report)),
    section("Thresholds", list(report.metrics.map(({ metric, source }) => `${metric}: ${source}`))),
    note("stay: all fine · gradual: one is not · full: two or more fail (roadmap, Decision Matrix)"),
    note(
      "Benchmark: TechEmpower, as the documentation of Fiber gives it; it is no measurement of this product.",
    ),
  ],
});
