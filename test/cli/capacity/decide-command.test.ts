import { estimateTier } from "../../../cli/record/estimate-tier";
import { ofTier } from "../../../cli/record/subject";
import { moneyOf } from "../../../models/advice/decision";
import { decisionSchema } from "../../../models/reports/decision";
import { runScale } from "../../support/run-scale";

const whole = (amount: number | null): string => `$${Math.round(amount ?? NaN).toLocaleString("en-US")}`;

test("at 20K it says what share the application's nodes have of all dollars, and which number would turn the answer", async () => {
  const { code, stdout, stderr } = await runScale("decide", "20k");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { report } = await estimateTier(ofTier("20k"));
  const { nodesMonthlyUsd, usersToTurn } = moneyOf(report, 10_000);
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(text).toContain("Tier 20K with 20,000 users: stay with Node.js: no metric is out of its range");
  expect(text).toContain(
    `The nodes of the application are ${whole(nodesMonthlyUsd)} of ${whole(report.expectedMonthlyUsd)} a month.`,
  );
  expect(text).toContain("six months pay for themselves in 23 to 26 years.");
  expect(text).toContain(`It would turn at ${usersToTurn?.toLocaleString("en-US")} users: 24 months.`);
});

test("answers change the outcome, and the JSON is that of the schema", async () => {
  const { stdout } = await runScale("decide", "20k", "--p95-ratio", "2.5", "--expertise", "other", "--json");
  const { outcome, metrics } = decisionSchema.parse(JSON.parse(stdout));
  expect(outcome).toBe("full");
  expect(metrics.map(({ state }) => state)).toEqual(["failing", "not asked", "failing", "fine", "fine"]);
});

test.each([
  [["--p95-ratio", "0"], '--p95-ratio must be a number above 0, at most 1000; given "0".'],
  [["--velocity-percent", "-5"], '--velocity-percent must be a number above 0, at most 1000; given "-5".'],
  [
    ["--engineer-month-usd", "2000000"],
    '--engineer-month-usd must be a number above 0, at most 1000000; given "2000000".',
  ],
])("%j is refused", async (args, message) => {
  expect(await runScale("decide", "20k", ...args)).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
});
