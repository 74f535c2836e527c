/** Weekly time in which nodes may be replaced. */
export interface MaintenanceWindow {
  /** Begin, as minute, hour and weekday of a cron expression in UTC: `0 3 * * 0` is Sunday at three. */
  readonly cronUtc: string;
  readonly durationHours: number;
}

/** A budget of a Karpenter NodePool; of the budgets that are active for a reason, the smallest counts. */
export interface DisruptionBudget {
  readonly nodes: string;
  readonly reasons?: readonly ("Drifted" | "Empty" | "Underutilized")[];
  readonly schedule?: string;
  readonly duration?: string;
}

const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
const HOURS_MAX = 24;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Minute of the week, from Sunday 00:00 on. */
function beginOf(cronUtc: string): number {
  const [, minute, hour, weekday] = /^(\d{1,2}) (\d{1,2}) \* \* ([0-7]|[a-z]{3})$/i.exec(cronUtc) ?? [];
  const day = /^\d$/.test(weekday ?? "")
    ? Number(weekday) % 7
    : WEEKDAYS.indexOf(weekday?.toLowerCase() ?? "");
  const known = minute !== undefined && hour !== undefined && day >= 0;
  if (!known || Number(minute) >= MINUTES_PER_HOUR || Number(hour) * MINUTES_PER_HOUR >= MINUTES_PER_DAY)
    throw new RangeError(
      `The maintenance window must begin at one minute of one weekday, such as "0 3 * * 0"; it is "${cronUtc}".`,
    );
  return day * MINUTES_PER_DAY + Number(hour) * MINUTES_PER_HOUR + Number(minute);
}

function cronAt(minuteOfWeek: number): string {
  const day = Math.floor(minuteOfWeek / MINUTES_PER_DAY);
  const hour = Math.floor((minuteOfWeek % MINUTES_PER_DAY) / MINUTES_PER_HOUR);
  return `${minuteOfWeek % MINUTES_PER_HOUR} ${hour} * * ${day}`;
}

function duration(minutes: number): string {
  const rest = minutes % MINUTES_PER_HOUR;
  return `${Math.floor(minutes / MINUTES_PER_HOUR)}h${rest === 0 ? "" : `${rest}m`}`;
}

/**
 * Budgets of a pool: never more than one node at a time, and none for drift outside the window. Since the smallest
 * active budget counts, a window cannot be opened, only its complement closed: from its end until it begins again.
 * Drift alone is held back; a node that stands empty or half-used goes at any hour (Karpenter, "Disruption").
 * @param turn which of equal parts of the window is the pool's own; pools that must not lose nodes together take turns
 * @throws RangeError when the window is not weekly, or not of 1 to 24 hours
 */
export function disruptionBudgets(
  { cronUtc, durationHours }: MaintenanceWindow,
  turn: { readonly index: number; readonly of: number } = { index: 0, of: 1 },
): DisruptionBudget[] {
  if (!(durationHours >= 1 && durationHours <= HOURS_MAX))
    throw new RangeError(
      `The maintenance window must last 1 to ${HOURS_MAX} hours; it lasts ${durationHours}.`,
    );
  const length = Math.floor((durationHours * MINUTES_PER_HOUR) / turn.of);
  const end = (beginOf(cronUtc) + (turn.index + 1) * length) % MINUTES_PER_WEEK;
  return [
    { nodes: "1" },
    {
      nodes: "0",
      reasons: ["Drifted"],
      schedule: cronAt(end),
      duration: duration(MINUTES_PER_WEEK - length),
    },
  ];
}
