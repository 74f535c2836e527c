import type { MuteRule } from "../alarms/mute-rule";

const MINUTES_PER_DAY = 1_440;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/**
 * Whether a rule is in force at a minute of a trace, which begins on a Sunday at midnight.
 * @throws Error for a schedule that is not one minute of one weekday
 */
export function mutes({ rule: { schedule } }: MuteRule): (minute: number) => boolean {
  const [, minute, hour, weekday] = /^cron\((\d+) (\d+) \* \* (\d)\)$/.exec(schedule.expression) ?? [];
  const hours = /^PT(\d+)H$/.exec(schedule.duration)?.[1];
  if (minute === undefined || hours === undefined)
    throw new Error(
      `The simulator knows weekly windows, not ${schedule.expression} for ${schedule.duration}.`,
    );
  const begin = (Number(weekday) % 7) * MINUTES_PER_DAY + Number(hour) * 60 + Number(minute);
  return (at) => (at + MINUTES_PER_WEEK - begin) % MINUTES_PER_WEEK < Number(hours) * 60;
}
