export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** In the order of cron, and as RDS and ElastiCache write them. */
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** What is left after whole rounds, for a time before the first one too. */
const within = (minutes: number, round: number): number => ((minutes % round) + round) % round;

/**
 * Minute of the week, from Sunday 00:00 on.
 * @throws RangeError when the expression is not one minute of one weekday
 */
export function minuteOfWeek(cronUtc: string): number {
  const [, minute, hour, weekday] = /^(\d{1,2}) (\d{1,2}) \* \* ([0-7]|[a-z]{3})$/i.exec(cronUtc) ?? [];
  const day = /^\d$/.test(weekday ?? "")
    ? Number(weekday) % 7
    : WEEKDAYS.indexOf(weekday?.toLowerCase() ?? "");
  const known = minute !== undefined && hour !== undefined && day >= 0;
  if (!known || Number(minute) >= MINUTES_PER_HOUR || Number(hour) * MINUTES_PER_HOUR >= MINUTES_PER_DAY)
    throw new RangeError(
      `The maintenance window must begin at one minute of one weekday, such as "0 0 * * 0"; it is "${cronUtc}".`,
    );
  return day * MINUTES_PER_DAY + Number(hour) * MINUTES_PER_HOUR + Number(minute);
}

const dayOf = (minute: number): number => Math.floor(within(minute, MINUTES_PER_WEEK) / MINUTES_PER_DAY);
const hourOf = (minute: number): number => Math.floor(within(minute, MINUTES_PER_DAY) / MINUTES_PER_HOUR);
const minuteOfHour = (minute: number): number => within(minute, MINUTES_PER_HOUR);

/** Once a week, as cron says it. */
export const weeklyCron = (minute: number): string =>
  `${minuteOfHour(minute)} ${hourOf(minute)} * * ${dayOf(minute)}`;

/** Once a day, as cron says it. */
export const dailyCron = (minute: number): string => `${minuteOfHour(minute)} ${hourOf(minute)} * * *`;

/** The same as EventBridge and AWS Backup say it. */
export const dailyAwsCron = (minute: number): string =>
  `cron(${minuteOfHour(minute)} ${hourOf(minute)} * * ? *)`;

/** Time of the day, such as `03:30`. */
export const timeOfDay = (minute: number): string =>
  [hourOf(minute), minuteOfHour(minute)].map((part) => String(part).padStart(2, "0")).join(":");

/** Minute of the day of a time such as `03:30`. */
export function minuteOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * MINUTES_PER_HOUR + minute;
}

/** A weekly window as RDS and ElastiCache write it, such as `sun:23:30-mon:00:30`. */
export const weeklyWindow = (begin: number, minutes: number): string =>
  [begin, begin + minutes].map((at) => `${WEEKDAYS[dayOf(at)] ?? ""}:${timeOfDay(at)}`).join("-");

/** A daily window as RDS and ElastiCache write it, such as `03:00-04:00`. */
export const dailyWindow = (begin: number, minutes: number): string =>
  `${timeOfDay(begin)}-${timeOfDay(begin + minutes)}`;

/** Whether two spans of every day have a minute in common; each is less than a day long. */
export function overlapDaily(a: Span, b: Span): boolean {
  const apart = (from: Span, to: Span): boolean =>
    within(to.begin - from.begin, MINUTES_PER_DAY) >= from.minutes;
  return !(apart(a, b) && apart(b, a));
}

export interface Span {
  readonly begin: number;
  readonly minutes: number;
}
