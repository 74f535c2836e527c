import type { Severity } from "../schema";

/** A statistic of one metric; the values of dimensions are texts, or what a program knows only later. */
export interface MetricStat<Value> {
  readonly namespace: Value | string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, Value | string>>;
  readonly period: number;
  readonly stat: string;
}

/** One line of an alarm's metric math; exactly one of an alarm returns data. */
export type MetricQuery<Value> =
  | { readonly id: string; readonly metric: MetricStat<Value>; readonly returnData: boolean }
  | {
      readonly id: string;
      readonly expression: string;
      readonly label: string;
      readonly returnData: boolean;
    };

interface Judged {
  readonly alarmDescription: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold" | "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
  readonly treatMissingData: "breaching" | "notBreaching";
}

/** Inputs of a metric alarm, as CloudWatch and the provider call them. */
export type MetricAlarmInputs<Value> = Judged &
  (
    | { readonly metricQueries: readonly MetricQuery<Value>[] }
    | {
        readonly namespace: Value | string;
        readonly metricName: string;
        readonly dimensions: Readonly<Record<string, Value | string>>;
        readonly statistic: string;
        readonly period: number;
      }
  );

interface Alarm {
  /** The same in every tier; part of logical and physical names. */
  readonly key: string;
  /** Id of the row of the table that it keeps. */
  readonly promise: string;
  /** Null for an alarm that only a composite asks. */
  readonly severity: Severity | null;
  readonly isMutedInMaintenance: boolean;
  /** In us-east-1, with the topic there. */
  readonly isAtEdge: boolean;
}

export interface MetricAlarm<Value> extends Alarm {
  readonly kind: "metric";
  readonly inputs: MetricAlarmInputs<Value>;
}

export interface CompositeAlarm extends Alarm {
  readonly kind: "composite";
  readonly alarmDescription: string;
  /** Pairs of keys, each pair in alarm together; one pair is enough. */
  readonly pairs: readonly (readonly [string, string])[];
}

export type AlarmSpec<Value> = MetricAlarm<Value> | CompositeAlarm;

/** The rule of a composite alarm, with the names that its children have. */
export const alarmRule = ({ pairs }: CompositeAlarm, nameOf: (key: string) => string): string =>
  pairs.map((pair) => `(${pair.map((key) => `ALARM("${nameOf(key)}")`).join(" AND ")})`).join(" OR ");
