import {
  dailyAwsCron,
  dailyCron,
  dailyWindow,
  MINUTES_PER_DAY,
  MINUTES_PER_HOUR,
  minuteOfDay,
  minuteOfWeek,
  overlapDaily,
  timeOfDay,
  weeklyCron,
  weeklyWindow,
  type Span,
} from "./week";

/** When AWS and Karpenter may restart what holds data or runs pods. */
export interface Maintenance {
  /** Begin, as minute, hour and weekday of a cron expression in UTC: `0 0 * * 0` is Sunday at midnight. */
  readonly cronUtc: string;
  readonly durationHours: number;
  /** When the daily snapshots of Qdrant begin, in UTC, such as `08:00`. Default: when the drained nodes are back. */
  readonly snapshotTimeUtc?: string | undefined;
}

/** Weekly time in which nodes may be replaced. */
export interface MaintenanceWindow {
  readonly cronUtc: string;
  readonly durationHours: number;
}

/** The hours that each part has of the window, as its service writes them. */
export interface MaintenancePlan {
  readonly postgres: { readonly replica: string; readonly primary: string; readonly backup: string };
  readonly valkey: { readonly maintenance: string; readonly snapshot: string };
  readonly nodes: MaintenanceWindow;
  /** Schedule of Qdrant's daily snapshots. */
  readonly qdrantSnapshots: string;
  /** When it is seen each day whether a backup is to be tried out. */
  readonly restoreDrill: string;
  /** When AWS Backup copies the databases to another account each day, as AWS writes it. */
  readonly accountCopies: string;
}

/** Replicas first, so that a bad patch shows there; then primaries, then Valkey. ElastiCache wants an hour at least. */
const HOURS = { replica: 0, primary: 1, valkey: 2, nodes: 3 };
/** A node that is drained at the end of the window has this long (`terminationGracePeriod` of the pools). */
const DRAIN_HOURS = 1;
/** The job may begin this much late, and run this long. */
export const SNAPSHOT_HOURS = { late: 1, run: 6 };
/** The drill begins this long after Qdrant's snapshots: then the databases have their backup of the day, too. */
const DRILL_AFTER_HOURS = 2;
/** AWS Backup begins nothing while RDS maintains or backs up a database, nor in the hour before ("plan options" in its guide). */
const ACCOUNT_COPIES_AFTER_HOURS = 2;
const SNAPSHOT_SPAN_HOURS = SNAPSHOT_HOURS.late + SNAPSHOT_HOURS.run;
const DURATION_HOURS = { min: HOURS.nodes + 1, max: HOURS.nodes - DRAIN_HOURS + 24 - SNAPSHOT_SPAN_HOURS };

const hours = (count: number): number => count * MINUTES_PER_HOUR;

/** When nodes go, the last one included. */
const drain = ({ cronUtc, durationHours }: Maintenance): Span => ({
  begin: minuteOfWeek(cronUtc) + hours(HOURS.nodes),
  minutes: hours(durationHours - HOURS.nodes + DRAIN_HOURS),
});

const snapshots = (maintenance: Maintenance): Span => {
  const { begin, minutes } = drain(maintenance);
  const { snapshotTimeUtc } = maintenance;
  return {
    begin: snapshotTimeUtc === undefined ? begin + minutes : minuteOfDay(snapshotTimeUtc),
    minutes: hours(SNAPSHOT_SPAN_HOURS),
  };
};

/**
 * What is wrong with a window, in the words of what is allowed instead: it must hold all its parts, and leave Qdrant a time
 * of the day for its snapshots at which no peer is drained. Undefined when it is right.
 */
export function maintenanceProblem(maintenance: Maintenance): string | undefined {
  const { min, max } = DURATION_HOURS;
  const { durationHours } = maintenance;
  const fits = durationHours >= min && durationHours <= max;
  if (fits && !overlapDaily(drain(maintenance), snapshots(maintenance))) return undefined;
  const { begin, minutes } = drain(maintenance);
  const times = `from ${timeOfDay(begin + minutes)} to ${timeOfDay(begin + MINUTES_PER_DAY - hours(SNAPSHOT_SPAN_HOURS))} UTC`;
  return (
    `a durationHours of ${min} to ${max} (an hour each for replicas, primaries and Valkey, then the nodes), and a snapshotTimeUtc ` +
    `at which Qdrant's snapshots, up to ${SNAPSHOT_SPAN_HOURS} hours, meet no node that is drained` +
    (fits ? `: ${times}` : "")
  );
}

/**
 * The one window, divided: no two parts are restarted in the same hour.
 * @throws RangeError when the window is not weekly, or too short or too long for its parts
 */
export function maintenancePlan(maintenance: Maintenance): MaintenancePlan {
  const problem = maintenanceProblem(maintenance);
  if (problem !== undefined) throw new RangeError(`The maintenance window must have ${problem}.`);
  const begin = minuteOfWeek(maintenance.cronUtc);
  const hourOf = (part: keyof typeof HOURS): number => begin + hours(HOURS[part]);
  const weekly = (part: "replica" | "primary" | "valkey") => weeklyWindow(hourOf(part), hours(1));
  // Every day, so at a time when neither database is ever maintained: both services refuse an overlap.
  const backup = dailyWindow(hourOf("nodes"), hours(1));
  return {
    postgres: { replica: weekly("replica"), primary: weekly("primary"), backup },
    valkey: { maintenance: weekly("valkey"), snapshot: backup },
    nodes: {
      cronUtc: weeklyCron(hourOf("nodes")),
      durationHours: maintenance.durationHours - HOURS.nodes,
    },
    qdrantSnapshots: dailyCron(snapshots(maintenance).begin),
    restoreDrill: dailyCron(snapshots(maintenance).begin + hours(DRILL_AFTER_HOURS)),
    accountCopies: dailyAwsCron(hourOf("nodes") + hours(ACCOUNT_COPIES_AFTER_HOURS)),
  };
}
