import {
  maintenancePlan,
  maintenanceProblem,
  type Maintenance,
} from "../../../components/shared/maintenance";
import { fc } from "../../support/property";

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const time = (text: string): number => {
  const [hour = "", minute = ""] = text.split(":");
  return Number(hour) * 60 + Number(minute);
};
const range = (begin: number, minutes: number, round: number): number[] =>
  Array.from({ length: minutes }, (_, index) => (begin + index) % round);

/** Minutes of the week of a window such as `sun:23:30-mon:00:30`. */
function weekly(window: string): number[] {
  const [begin = 0, end = 0] = window
    .split("-")
    .map((text) => DAYS.indexOf(text.slice(0, 3)) * DAY + time(text.slice(4)));
  return range(begin, (end - begin + WEEK) % WEEK, WEEK);
}

/** Minutes of the week, every day, of a window such as `03:00-04:00`. */
function daily(window: string): number[] {
  const [begin = 0, end = 0] = window.split("-").map(time);
  return DAYS.flatMap((_, day) => range(day * DAY + begin, (end - begin + DAY) % DAY, WEEK));
}

/** Minutes of the week from a cron expression on. */
function fromCron(cron: string, hours: number): number[] {
  const [minute = 0, hour = 0, , , day = Number.NaN] = cron.split(" ").map(Number);
  const days = Number.isNaN(day) ? DAYS.map((_, index) => index) : [day];
  return days.flatMap((each) => range(each * DAY + hour * 60 + minute, hours * 60, WEEK));
}

const common = (a: readonly number[], b: readonly number[]): number[] => {
  const others = new Set(b);
  return a.filter((minute) => others.has(minute));
};

const windows = fc
  .record({
    minute: fc.integer({ min: 0, max: 59 }),
    hour: fc.integer({ min: 0, max: 23 }),
    day: fc.integer({ min: 0, max: 6 }),
    durationHours: fc.integer({ min: 4, max: 19 }),
  })
  .map(({ minute, hour, day, durationHours }): Maintenance => ({
    cronUtc: `${minute} ${hour} * * ${day}`,
    durationHours,
  }));

test("Sunday from midnight to seven", () => {
  expect(maintenancePlan({ cronUtc: "0 0 * * 0", durationHours: 7 })).toEqual({
    postgres: { replica: "sun:00:00-sun:01:00", primary: "sun:01:00-sun:02:00", backup: "03:00-04:00" },
    valkey: { maintenance: "sun:02:00-sun:03:00", snapshot: "03:00-04:00" },
    nodes: { cronUtc: "0 3 * * 0", durationHours: 4 },
    qdrantSnapshots: "0 8 * * *",
    restoreDrill: "0 10 * * *",
    accountCopies: "cron(0 5 * * ? *)",
  });
});

test("a window over midnight and the end of the week", () => {
  expect(maintenancePlan({ cronUtc: "30 22 * * 6", durationHours: 5, snapshotTimeUtc: "12:15" })).toEqual({
    postgres: { replica: "sat:22:30-sat:23:30", primary: "sat:23:30-sun:00:30", backup: "01:30-02:30" },
    valkey: { maintenance: "sun:00:30-sun:01:30", snapshot: "01:30-02:30" },
    nodes: { cronUtc: "30 1 * * 0", durationHours: 2 },
    qdrantSnapshots: "15 12 * * *",
    restoreDrill: "15 14 * * *",
    accountCopies: "cron(30 3 * * ? *)",
  });
});

test("no two parts are restarted in the same minute, and all within the window", () => {
  fc.assert(
    fc.property(windows, (maintenance) => {
      const { postgres, valkey, nodes } = maintenancePlan(maintenance);
      const parts = [
        weekly(postgres.replica),
        weekly(postgres.primary),
        weekly(valkey.maintenance),
        fromCron(nodes.cronUtc, nodes.durationHours),
      ];
      const all = parts.flat().sort((a, b) => a - b);
      const window = fromCron(maintenance.cronUtc, maintenance.durationHours).sort((a, b) => a - b);
      expect(all).toEqual(window);
    }),
    { numRuns: 50 },
  );
});

test("no backup or snapshot is made while its own service is maintained, nor of Qdrant while nodes are drained", () => {
  fc.assert(
    fc.property(windows, (maintenance) => {
      const { postgres, valkey, nodes, qdrantSnapshots } = maintenancePlan(maintenance);
      const restarts = [...weekly(postgres.replica), ...weekly(postgres.primary)];
      expect(common(daily(postgres.backup), restarts)).toEqual([]);
      expect(common(daily(valkey.snapshot), weekly(valkey.maintenance))).toEqual([]);
      // An hour more for the node that is drained last, and one for the job that begins late.
      const drained = fromCron(nodes.cronUtc, nodes.durationHours + 1);
      expect(common(fromCron(qdrantSnapshots, 7), drained)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("AWS Backup begins neither in the hour before RDS maintains or backs up a database, nor meanwhile", () => {
  fc.assert(
    fc.property(windows, (maintenance) => {
      const { postgres, accountCopies } = maintenancePlan(maintenance);
      const busy = [...weekly(postgres.replica), ...weekly(postgres.primary), ...daily(postgres.backup)];
      // It has an hour to begin.
      const begins = fromCron(accountCopies.replace(/^cron\(|\)$/g, ""), 1 + 1);
      expect(common(begins, busy)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test("a time of the snapshots is accepted exactly when they meet no drained node", () => {
  const times = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
  fc.assert(
    fc.property(windows, times, (window, { hour, minute }) => {
      const snapshotTimeUtc = [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
      const { nodes } = maintenancePlan(window);
      const drained = fromCron(nodes.cronUtc, nodes.durationHours + 1);
      const meets = common(fromCron(`${minute} ${hour} * * *`, 7), drained).length > 0;
      expect(maintenanceProblem({ ...window, snapshotTimeUtc }) !== undefined).toBe(meets);
    }),
    { numRuns: 100 },
  );
});

test.each([3, 20, 24, 168, 200])("a window of %p hours is refused", (durationHours) => {
  expect(() => maintenancePlan({ cronUtc: "0 0 * * 0", durationHours })).toThrow(
    new RangeError(
      "The maintenance window must have a durationHours of 4 to 19 (an hour each for replicas, primaries and Valkey, then the nodes), and a snapshotTimeUtc at which Qdrant's snapshots, up to 7 hours, meet no node that is drained.",
    ),
  );
});
