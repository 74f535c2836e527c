import { AT_ONCE, type ChangeRule, type Effect } from "../facts";
import type { BillItem } from "../pricing/price";

/** Metric alarms by the metrics that they read, and composite ones, each by itself. */
export const ALARMS: BillItem = {
  title: "CloudWatch alarms",
  usageType: /AlarmMonitorUsage|MetricInsightAlarmUsage/,
  priceKey: /^cloudwatch\.alarm/,
};

const SOURCE =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: an update overwrites the alarm, and its state stays";

const change = (property: string, note: string): ChangeRule => ({
  property,
  ...AT_ONCE,
  note,
  source: SOURCE,
});

/** What a tier step does to alarms: numbers follow the sizes, and who is told follows the composites. */
export const ALARM_CHANGES: readonly [ChangeRule, ...ChangeRule[]] = [
  change("threshold", "The alarm has the number of the new size"),
  change("alarmActions", "The alarm tells by itself, or only through a composite alarm"),
  change("okActions", "The alarm tells by itself, or only through a composite alarm"),
  change("alarmDescription", "The text of the alarm follows its number"),
  change("alarmRule", "The composite alarm asks other alarms"),
  change("metricQueries", "The alarm reads other metrics, or by another expression"),
  change("metricName", "The alarm reads another metric"),
  change("dimensions", "The alarm watches another object"),
  change("period", "The alarm looks at another window"),
  change("evaluationPeriods", "The alarm looks at another window"),
];

export const ALARM_DELETES: readonly Effect[] = [
  {
    ...AT_ONCE,
    note: "Nobody watches this any more: what it watched goes, or has no alarm at the new size",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html",
  },
];
