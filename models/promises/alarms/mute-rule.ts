/** When and how long alarms are silent, as CloudWatch's mute rules say it. */
export interface MuteRule {
  readonly rule: { readonly schedule: { readonly expression: string; readonly duration: string } };
  readonly muteTargets: { readonly alarmNames: readonly string[] };
}

/** Nodes that are drained at the end of the window have an hour, and pods some minutes more to be found well. */
const AFTER_HOURS = 2;

/** A rule names so many alarms at most (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html). */
const NAMES_MAX = 100;

/**
 * The rules that silence alarms in the maintenance window, in the words of the setting that makes the windows; as many as the names
 * need.
 * @param cronUtc the window's begin, five fields in UTC
 */
export function muteRules(
  { cronUtc, durationHours }: { readonly cronUtc: string; readonly durationHours: number },
  alarmNames: readonly string[],
): MuteRule[] {
  const schedule = { expression: `cron(${cronUtc})`, duration: `PT${durationHours + AFTER_HOURS}H` };
  return Array.from({ length: Math.ceil(alarmNames.length / NAMES_MAX) }, (_, index) => ({
    rule: { schedule },
    muteTargets: { alarmNames: alarmNames.slice(index * NAMES_MAX, (index + 1) * NAMES_MAX) },
  }));
}
