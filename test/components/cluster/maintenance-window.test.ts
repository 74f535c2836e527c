import { fc } from "../../support/property";
import { disruptionBudgets, type DisruptionBudget } from "../../../components/cluster/maintenance-window";
import type { MaintenanceWindow } from "../../../components/shared/maintenance";

const MINUTES_PER_WEEK = 7 * 24 * 60;

/** As Karpenter judges it: the budget counts when its schedule was hit within its duration before now. */
function isActive({ schedule, duration }: DisruptionBudget, minuteOfWeek: number): boolean {
  if (schedule === undefined || duration === undefined) return true;
  const [minute, hour, , , day] = schedule.split(" ").map(Number);
  const hit = (day ?? 0) * 1440 + (hour ?? 0) * 60 + (minute ?? 0);
  const [, hours, minutes] = /^(\d+)h(?:(\d+)m)?$/.exec(duration) ?? [];
  const lasts = Number(hours) * 60 + Number(minutes ?? 0);
  return (minuteOfWeek - hit + MINUTES_PER_WEEK) % MINUTES_PER_WEEK < lasts;
}

/** As Karpenter counts it: the smallest of the active budgets for the reason. */
function allowed(budgets: DisruptionBudget[], reason: "Drifted" | "Empty", minuteOfWeek: number): number {
  return Math.min(
    ...budgets
      .filter(({ reasons }) => reasons === undefined || reasons.includes(reason))
      .filter((budget) => isActive(budget, minuteOfWeek))
      .map(({ nodes }) => Number(nodes)),
  );
}

const window = fc.record({
  minute: fc.integer({ min: 0, max: 59 }),
  hour: fc.integer({ min: 0, max: 23 }),
  day: fc.integer({ min: 0, max: 6 }),
  durationHours: fc.integer({ min: 1, max: 24 }),
});

const minutesOpen = (budgets: DisruptionBudget[], reason: "Drifted" | "Empty"): number[] =>
  Array.from({ length: MINUTES_PER_WEEK }, (_, minute) => minute).filter(
    (minute) => allowed(budgets, reason, minute) > 0,
  );

test("Sunday from three to seven: closed from seven on, for the rest of the week", () => {
  expect(disruptionBudgets({ cronUtc: "0 3 * * 0", durationHours: 4 })).toEqual([
    { nodes: "1" },
    { nodes: "0", reasons: ["Drifted"], schedule: "0 7 * * 0", duration: "164h" },
  ]);
});

test("a window over the end of the week closes in the next one", () => {
  expect(disruptionBudgets({ cronUtc: "30 22 * * 6", durationHours: 4 })[1]).toMatchObject({
    schedule: "30 2 * * 0",
    duration: "164h",
  });
});

test("drift may take one node inside the window and none outside it", () => {
  fc.assert(
    fc.property(window, ({ minute, hour, day, durationHours }) => {
      const budgets = disruptionBudgets({ cronUtc: `${minute} ${hour} * * ${day}`, durationHours });
      const begin = day * 1440 + hour * 60 + minute;
      const expected = Array.from(
        { length: durationHours * 60 },
        (_, offset) => (begin + offset) % MINUTES_PER_WEEK,
      ).sort((a, b) => a - b);
      expect(minutesOpen(budgets, "Drifted")).toEqual(expected);
      expect(allowed(budgets, "Drifted", begin)).toBe(1);
    }),
    { numRuns: 25 },
  );
});

test("empty nodes go at any hour, one at a time", () => {
  const budgets = disruptionBudgets({ cronUtc: "0 3 * * 0", durationHours: 4 });
  expect(minutesOpen(budgets, "Empty")).toHaveLength(MINUTES_PER_WEEK);
  expect(allowed(budgets, "Empty", 0)).toBe(1);
});

test("pools that take turns are never open at the same minute, and only inside the window", () => {
  fc.assert(
    fc.property(window, ({ minute, hour, day, durationHours }) => {
      const whole: MaintenanceWindow = { cronUtc: `${minute} ${hour} * * ${day}`, durationHours };
      const open = [0, 1, 2].flatMap((index) =>
        minutesOpen(disruptionBudgets(whole, { index, of: 3 }), "Drifted"),
      );
      expect(new Set(open).size).toBe(open.length);
      expect(open.sort((a, b) => a - b)).toEqual(minutesOpen(disruptionBudgets(whole), "Drifted"));
    }),
    { numRuns: 25 },
  );
});

test.each([
  ["0 3 * * 7", "0 3 * * 0"],
  ["0 3 * * SUN", "0 3 * * 0"],
  ["05 03 * * sat", "5 3 * * 6"],
])("%p is the same as %p", (written, plain) => {
  expect(disruptionBudgets({ cronUtc: written, durationHours: 2 })).toEqual(
    disruptionBudgets({ cronUtc: plain, durationHours: 2 }),
  );
});

test.each([
  "0 3 * * *",
  "0 3 1 * *",
  "*/5 3 * * 0",
  "60 3 * * 0",
  "0 24 * * 0",
  "0 3 * * 8",
  "0 3 * * abc",
  "",
])("%p is refused", (cronUtc) => {
  expect(() => disruptionBudgets({ cronUtc, durationHours: 4 })).toThrow(
    new RangeError(
      `The maintenance window must begin at one minute of one weekday, such as "0 0 * * 0"; it is "${cronUtc}".`,
    ),
  );
});

test.each([0, 25, Number.NaN])("a window of %p hours is refused", (durationHours) => {
  expect(() => disruptionBudgets({ cronUtc: "0 3 * * 0", durationHours })).toThrow(
    new RangeError(`The maintenance window must last 1 to 24 hours; it lasts ${durationHours}.`),
  );
});
