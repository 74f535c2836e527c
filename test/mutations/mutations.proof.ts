import { writeFileSync } from "node:fs";
import { RULES } from "../../policies/all-rules";
import { CASE_NAMES, readScores, SCORE_FILE, type CaseName } from "../../cli/docs/recorded-scores";
import { mutationCase, SAMPLE } from "./cases";
import { BREAKS } from "./mutant";
import { outcomeOf, percentOf, unexplained, unneeded, type Outcome } from "./score";

const CASES = process.env["CASES"] === "all" ? CASE_NAMES : SAMPLE;
const UPDATE = process.env["UPDATE_SCORE"] !== undefined;
/** Of mutants that break something, that a rule must find. */
const PERCENT_MIN = 95;

const outcomes = new Map<CaseName, Outcome>();
beforeAll(async () => {
  for (const name of CASES) outcomes.set(name, outcomeOf(RULES, await mutationCase(name)));
});

const outcomeAt = (tier: CaseName): Outcome => {
  const outcome = outcomes.get(tier);
  if (outcome === undefined) throw new Error(`Tier ${tier} was not broken.`);
  return outcome;
};

afterAll(() => {
  const rows = [...outcomes].map(
    ([tier, { mutants, found, equivalent, byBreak, survivors }]) =>
      `tier ${tier}: ${found} of ${mutants} mutants found, ${percentOf({ mutants, found })} % (${survivors.length} survive, ${equivalent} change nothing); ${BREAKS.map((each) => `${each} ${byBreak[each].found}/${byBreak[each].mutants}`).join(", ")}`,
  );
  process.stdout.write(`${rows.join("\n")}\n`);
});

const recorded = readScores();

test.each(CASES)("tier %s: every mutant is found, or stands on the list with a reason", (tier) => {
  expect(unexplained(outcomeAt(tier))).toEqual([]);
});

test("every entry of the list is needed", () => {
  expect(unneeded([...outcomes.values()])).toEqual([]);
});

test.each(CASES)(`tier %s: at least ${PERCENT_MIN} %% are found, and no less than before`, (tier) => {
  const { mutants, found, equivalent } = outcomeAt(tier);
  const percent = percentOf({ mutants, found });
  if (UPDATE) {
    const now = { ...readScores(), [tier]: { mutants, found, equivalent, percent } };
    writeFileSync(SCORE_FILE, `${JSON.stringify(now, null, 2)}\n`);
  }
  expect(mutants).toBeGreaterThan(tier.endsWith("configured") ? 500 : 1000);
  expect(percent).toBeGreaterThanOrEqual(
    Math.max(PERCENT_MIN, UPDATE ? 0 : (recorded[tier]?.percent ?? 100)),
  );
});

test.each(CASES)("tier %s: each kind of break occurs, and most of each are found", (tier) => {
  const { byBreak } = outcomeAt(tier);
  for (const each of BREAKS) expect([each, byBreak[each].found > 0]).toEqual([each, true]);
});
