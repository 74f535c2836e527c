import type { MuteRule } from "../alarms/mute-rule";
import type { Severity } from "../schema";
import { EXTRA_PERIODS, stateAfter, type Judgement, type State } from "./alarm-state";
import { alarmRuleOf } from "./alarm-rule";
import { metricMath } from "./metric-math";
import { mutes } from "./muted";
import { statOver, type Series, type StatOver } from "./series";

/** A metric, as an alarm names it. */
export interface MetricName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

type Query =
  | {
      readonly id: string;
      readonly metric: MetricName & { readonly period: number; readonly stat: string };
      readonly returnData: boolean;
    }
  | { readonly id: string; readonly expression: string; readonly returnData: boolean };

/** Inputs of an alarm, as the provider takes them. */
export type AlarmInputs =
  | (Judgement & { readonly alarmDescription: string } & (
        | { readonly metricQueries: readonly Query[] }
        | (MetricName & { readonly statistic: string; readonly period: number })
      ))
  | { readonly alarmDescription: string; readonly alarmRule: string };

export interface SimulatedAlarm {
  readonly name: string;
  /** Whether anybody is told. */
  readonly hasActions: boolean;
  readonly inputs: AlarmInputs;
}

/** Somebody is told. */
export interface Told {
  readonly minute: number;
  readonly alarm: string;
  readonly severity: Severity;
}

/** What metrics had, minute by minute, from a Sunday at midnight on. */
export interface Trace {
  readonly minutes: number;
  /** Undefined for a metric that nobody puts. */
  readonly seriesOf: (metric: MetricName) => Series | undefined;
}

const MINUTE_SECONDS = 60;
const NOTHING: StatOver = () => undefined;

type Evaluator = (minute: number, before: State, stateOf: (name: string) => State) => State;

/** Statistics of a trace; several alarms read the same ones. */
class Statistics {
  private readonly known = new Map<string, StatOver | null>();

  constructor(private readonly trace: Trace) {}

  /** Null for a metric that nobody puts. */
  of({ namespace, metricName, dimensions, stat }: MetricName & { readonly stat: string }): StatOver | null {
    const key = JSON.stringify([namespace, metricName, dimensions, stat]);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const series = this.trace.seriesOf({ namespace, metricName, dimensions });
    const over = series === undefined ? null : statOver(series, this.trace.minutes, stat);
    this.known.set(key, over);
    return over;
  }
}

interface Points {
  readonly periodMinutes: number;
  /** The result over a span. */
  readonly at: StatOver;
  /** None of its metrics is ever put, so nothing changes. */
  readonly isConstant: boolean;
}

function pointsOf(queries: readonly Query[], statistics: Statistics): Points {
  const periods = queries.flatMap((query) => ("metric" in query ? [query.metric.period] : []));
  const [period] = periods;
  if (period === undefined || periods.some((other) => other !== period))
    throw new Error("All metrics of an alarm have one period.");
  const stats = new Map<string, StatOver>();
  let isConstant = true;
  for (const query of queries) {
    if ("metric" in query) {
      const over = statistics.of(query.metric);
      isConstant &&= over === null;
      stats.set(query.id, over ?? NOTHING);
      continue;
    }
    const node = metricMath(query.expression);
    stats.set(query.id, (from, to) => node((id) => stats.get(id)?.(from, to)));
  }
  const result = queries.find(({ returnData }) => returnData);
  const at = result === undefined ? undefined : stats.get(result.id);
  if (at === undefined) throw new Error("One query of an alarm returns data.");
  return { periodMinutes: period / MINUTE_SECONDS, at, isConstant };
}

function evaluatorOf({ inputs }: SimulatedAlarm, statistics: Statistics): Evaluator {
  if ("alarmRule" in inputs) {
    const rule = alarmRuleOf(inputs.alarmRule);
    return (_minute, _before, stateOf) => (rule(stateOf) ? "ALARM" : "OK");
  }
  const queries: readonly Query[] =
    "metricQueries" in inputs
      ? inputs.metricQueries
      : [{ id: "only", metric: { ...inputs, stat: inputs.statistic }, returnData: true }];
  const { periodMinutes, at, isConstant } = pointsOf(queries, statistics);
  const periods = inputs.evaluationPeriods + EXTRA_PERIODS;
  const evaluate: Evaluator = (minute, before) => {
    // The windows slide with the evaluation, a minute at a time.
    const points: (number | undefined)[] = [];
    // Older ones are read only in place of missing ones.
    for (let index = 0, known = 0; index < periods && known < inputs.evaluationPeriods; index++) {
      const to = minute + 1 - index * periodMinutes;
      const point = to <= 0 ? undefined : at(to - periodMinutes, to);
      points.push(point);
      if (point !== undefined) known++;
    }
    return stateAfter(points, before, inputs);
  };
  if (!isConstant) return evaluate;
  const state = evaluate(periods * periodMinutes, "INSUFFICIENT_DATA", () => "OK");
  return () => state;
}

const severityOf = ({ name, inputs }: SimulatedAlarm): Severity => {
  const severity = /^\[(page|ticket)\]/.exec(inputs.alarmDescription)?.[1];
  if (severity === undefined) throw new Error(`The description of ${name} does not say how urgent it is.`);
  return severity as Severity;
};

/**
 * Runs alarms over a trace as CloudWatch documents it: every standard alarm is evaluated once a minute, over a sliding window
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html); composites follow their children;
 * a rule that mutes holds actions back, and an alarm that is still on when it ends acts then.
 */
export function simulate(
  alarms: readonly SimulatedAlarm[],
  trace: Trace,
  { muteRules = [], from = 0 }: { readonly muteRules?: readonly MuteRule[]; readonly from?: number } = {},
): Told[] {
  // Children first: a composite reads what they are in the same minute.
  const ordered = [...alarms].sort(
    (one, other) => Number("alarmRule" in one.inputs) - Number("alarmRule" in other.inputs),
  );
  const states = new Map<string, State>(ordered.map(({ name }) => [name, "INSUFFICIENT_DATA"]));
  const stateOf = (name: string): State => {
    const state = states.get(name);
    if (state === undefined) throw new Error(`No alarm is called ${name}.`);
    return state;
  };
  const statistics = new Statistics(trace);
  const judged = ordered.map((alarm) => ({
    alarm,
    evaluate: evaluatorOf(alarm, statistics),
    mutedAt: muteRules
      .filter(({ muteTargets }) => muteTargets.alarmNames.includes(alarm.name))
      .map((rule) => mutes(rule)),
  }));
  const owed = new Set<string>();
  const told: Told[] = [];
  for (let minute = from; minute < trace.minutes; minute++)
    for (const { alarm, evaluate, mutedAt } of judged) {
      const { name } = alarm;
      const before = stateOf(name);
      const after = evaluate(minute, before, stateOf);
      states.set(name, after);
      if (after !== "ALARM") owed.delete(name);
      else if (before !== "ALARM") owed.add(name);
      if (!owed.has(name) || mutedAt.some((isMuted) => isMuted(minute))) continue;
      owed.delete(name);
      if (alarm.hasActions) told.push({ minute, alarm: name, severity: severityOf(alarm) });
    }
  return told;
}
