import { adviceOf } from "../../../models/advice/advice";
import { dateOf, dayOf, isDate } from "../../../models/advice/days";
import { daysTo, growthOf } from "../../../models/advice/growth";
import { studentT95 } from "../../../models/advice/student-t";
import { capacityOf } from "../../../models/capacity/capacity";
import { tierNamed } from "../../../tiers";
import { normal, SERIES } from "./series";

const AS_OF = dayOf("2026-12-01");
const now = capacityOf(tierNamed("500"));

/** Model, R², users on 2026-12-01, and when Qdrant's memory of tier 500 is to be acted on (1,411 users), or why nobody can say. */
const GOLDEN: readonly (readonly [
  name: string,
  model: string,
  rSquared: number,
  users: number,
  when: string,
])[] = [
  ["linear, exact", "linear", 1, 1149, "2027-02-26 (2027-02-26 to 2027-02-26)"],
  ["linear, 2 % of noise", "linear", 0.99, 1161, "2027-02-20 (2027-02-17 to 2027-02-23)"],
  ["linear, daily", "exponential", 0.94, 1083, "2027-03-26 (2027-03-22 to 2027-03-30)"],
  ["linear, steep", "linear", 1, 3760, "2026-08-05 (2026-08-05 to 2026-08-05)"],
  ["linear, from nobody", "linear", 1, 915, "2027-03-10 (2027-03-10 to 2027-03-10)"],
  ["exponential, exact", "exponential", 1, 1199, "2026-12-28 (2026-12-28 to 2026-12-28)"],
  ["exponential, 2 % of noise", "exponential", 1, 1176, "2027-01-01 (2027-01-01 to 2027-01-02)"],
  ["exponential, daily", "exponential", 1, 1202, "2026-12-27 (2026-12-27 to 2026-12-27)"],
  ["exponential, doubling a month", "exponential", 1, 356, "2027-01-29 (2027-01-29 to 2027-01-29)"],
  ["exponential, slow", "exponential", 1, 1096, "no date"],
  ["flat", "linear", 0, 800, "users do not grow"],
  [
    "flat with noise",
    "exponential",
    0.04,
    813,
    "the trend explains 4 % of what happened, less than 50 %: it is noise",
  ],
  ["shrinking, linear", "linear", 1, 851, "users do not grow"],
  ["shrinking, exponential", "exponential", 1, 673, "users do not grow"],
  ["weekends", "linear", 0.86, 1102, "2027-03-18 (2027-03-11 to 2027-03-25)"],
  ["a season on a trend", "linear", 0.91, 1183, "2027-02-03 (2027-01-15 to 2027-03-22)"],
  ["a season without a trend", "linear", 0.15, 682, "users do not grow"],
  ["gaps of weeks", "linear", 1, 1160, "2027-02-20 (2027-02-18 to 2027-02-21)"],
  ["over a leap day", "linear", 1, 1134, "2027-09-04 (2027-09-04 to 2027-09-04)"],
  ["seven points", "linear", 1, 1149, "7 points are too few: a trend needs 8"],
  ["eight points", "linear", 1, 771, "2027-07-02 (2027-07-02 to 2027-07-02)"],
  ["one point", "linear", 0, 500, "1 point is too few: a trend needs 8"],
  ["noise", "linear", 0.03, 762, "the trend explains 3 % of what happened, less than 50 %: it is noise"],
  ["growth in noise", "linear", 0.03, 617, "users do not grow"],
  ["a jump", "exponential", 0.75, 1066, "2027-01-27 (2027-01-09 to 2027-03-16)"],
];

const judged = ({ name, observations }: (typeof SERIES)[number]) => {
  const growth = growthOf(observations);
  const users = Math.max(1, Math.round(growth.at(AS_OF)));
  const { refusal, parts } = adviceOf({ now, users, growth, asOfDay: AS_OF, horizonDays: 365, steps: [] });
  const due = parts.find(({ capacity }) => capacity.part.name === "Qdrant memory")?.act ?? null;
  const when = refusal ?? (due === null ? "no date" : `${due.date} (${due.earliest} to ${due.latest})`);
  return [name, growth.model, Number(growth.rSquared.toFixed(2)), users, when] as const;
};

test("the golden table has every series, once", () => {
  expect(GOLDEN.map(([name]) => name)).toEqual(SERIES.map(({ name }) => name));
  expect(GOLDEN.length).toBeGreaterThanOrEqual(20);
});

test.each(SERIES.map((each, index) => [each.name, each, GOLDEN[index]] as const))(
  "%s",
  (_, series, golden) => {
    expect(judged(series)).toEqual(golden);
  },
);

test("a trend without noise is found as it was made", () => {
  const of = (name: string) => growthOf(SERIES.find((each) => each.name === name)?.observations ?? []);
  expect(of("linear, exact").perDay.mid).toBeCloseTo(3, 6);
  expect(of("exponential, exact").perDay.mid).toBeCloseTo(0.006, 4);
  expect(
    of("over a leap day").at(dayOf("2024-03-01")) - of("over a leap day").at(dayOf("2024-02-28")),
  ).toBeCloseTo(2, 6);
});

test("in nine of ten histories the interval holds the growth that they were made with", () => {
  const histories = 400;
  let held = 0;
  for (let seed = 1; seed <= histories; seed += 1) {
    const random = normal(seed);
    const observations = Array.from({ length: 20 }, (_, week) => ({
      day: week * 7,
      users: 1_000 + 3 * week * 7 + 40 * random(),
    }));
    const { model, perDay } = growthOf(observations);
    const truth = model === "linear" ? 3 : 3 / 1_200;
    if (perDay.low <= truth && truth <= perDay.high) held += 1;
  }
  expect(held / histories).toBeGreaterThan(0.85);
});

test("residuals that follow each other widen the interval", () => {
  const users = (wave: number) =>
    growthOf(
      Array.from({ length: 30 }, (_, week) => ({
        day: week * 7,
        users: 600 + 3 * week * 7 + 30 * Math.sin((2 * Math.PI * week) / wave),
      })),
    ).perDay;
  const width = ({ low, high }: { low: number; high: number }) => high - low;
  expect(width(users(15))).toBeGreaterThan(1.5 * width(users(2.5)));
});

test("Student's t of the tables: 5 % on each side", () => {
  for (const [freedom, t] of [
    [6, 1.943],
    [10, 1.812],
    [24, 1.711],
    [120, 1.658],
  ] as const)
    expect(Math.abs(studentT95(freedom) - t)).toBeLessThan(0.002);
});

test("days to a number of users, forwards, backwards and never", () => {
  expect(daysTo("linear", 2, 100, 200)).toBe(50);
  expect(daysTo("exponential", Math.LN2 / 30, 100, 400)).toBeCloseTo(60, 9);
  expect(daysTo("linear", 2, 200, 100)).toBe(-50);
  expect(daysTo("linear", -1, 100, 200)).toBe(Infinity);
  expect(daysTo("linear", 0, 100, 100)).toBe(0);
});

test("days are those of the calendar", () => {
  expect(dateOf(dayOf("2024-02-29") + 1)).toBe("2024-03-01");
  expect(["2024-02-29", "2027-02-29", "2026-13-01", "2026-1-1", "x"].map(isDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
