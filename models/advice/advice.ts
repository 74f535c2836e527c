import type { Capacity, PartCapacity } from "../capacity/capacity";
import type { Interval } from "../capacity/interval";
import type { UpgradeReport } from "../upgrade/report";
import type { Candidate } from "./candidates";
import { dateOf } from "./days";
import { daysTo, refusalOf, type Growth } from "./growth";
import { leadDays } from "./lead-times";

/** A candidate with what it costs, takes and brings. */
export interface Step {
  readonly candidate: Candidate;
  /** USD a month; null without a price. */
  readonly monthlyUsd: number | null;
  readonly minutesMin: number;
  readonly minutesMax: number;
  readonly downtime: UpgradeReport["totals"]["worstDowntime"];
  readonly isReversible: boolean;
  /** What the sizes carry after it, by part; null for what only changes the application. */
  readonly after: Capacity | null;
}

const NO_DOWNTIME: Step["downtime"] = { class: "none", secondsMin: 0, secondsMax: 0 };

/** A step that costs nothing and touches no resource. */
export const contractStep = (candidate: Candidate): Step => ({
  candidate,
  monthlyUsd: 0,
  minutesMin: 0,
  minutesMax: 0,
  downtime: NO_DOWNTIME,
  isReversible: true,
  after: null,
});

/** A step that is an `up` or several, as the report of the step has it. */
export const upgradeStep = (candidate: Candidate, report: UpgradeReport, after: Capacity): Step => ({
  candidate,
  monthlyUsd: report.costDeltaMonthlyUsd.expectedMonthlyUsd,
  minutesMin: report.totals.minutesMin,
  minutesMax: report.totals.minutesMax,
  downtime: report.totals.worstDowntime,
  isReversible: report.oneWayDoors.length === 0,
  after,
});

const lifts = ({ candidate }: Step, part: string): boolean =>
  candidate.parts.length === 0 || candidate.parts.includes(part);

/** Users of a part after a step; null where that has to be measured. */
export function usersAfter({ candidate: { way }, after }: Step, part: string, now: Capacity): number | null {
  const of = (capacity: Capacity, name: string) =>
    capacity.parts.find((each) => each.part.name === name)?.break.mid ?? null;
  if (way.kind !== "contract") return after === null ? null : of(after, part);
  return way.variant === null ? null : of(now, way.variant);
}

/**
 * Steps that lift a part, cheapest first; among equal prices those that bring more users, and what has to be measured
 * last.
 */
export function stepsFor(part: string, steps: readonly Step[], now: Capacity): Step[] {
  const before = now.parts.find((each) => each.part.name === part)?.break.mid ?? 0;
  const price = ({ monthlyUsd }: Step) => monthlyUsd ?? Infinity;
  const gain = (step: Step) => usersAfter(step, part, now) ?? -1;
  return steps
    .filter((step) => lifts(step, part))
    .filter((step) => (usersAfter(step, part, now) ?? Infinity) > before)
    .sort((a, b) => (price(a) === price(b) ? gain(b) - gain(a) : price(a) - price(b)));
}

/** When a number of users is reached: by the trend, and by both ends of its growth. */
export interface Due {
  readonly date: string;
  readonly earliest: string;
  readonly latest: string;
}

export interface AdvisedStep {
  readonly step: Step;
  readonly usersAfter: number | null;
  /** Null where the part has no date. */
  readonly startBy: string | null;
  readonly isOverdue: boolean;
}

export interface AdvisedPart {
  readonly capacity: PartCapacity;
  readonly act: Due | null;
  readonly break: Due | null;
  readonly steps: readonly AdvisedStep[];
}

export interface Question {
  readonly now: Capacity;
  readonly users: number;
  readonly growth: Growth;
  readonly asOfDay: number;
  readonly horizonDays: number;
  readonly steps: readonly Step[];
}

export interface Advice {
  /** Why there is no date at all; undefined when there is one, or none is needed. */
  readonly refusal: string | undefined;
  /** Those that must be acted on within the horizon, or are beyond it already; and the hard part that is first. */
  readonly parts: readonly AdvisedPart[];
}

interface Days {
  readonly mid: number;
  readonly earliest: number;
  readonly latest: number;
}

/** Days until so many users, negative where they are past; by both ends of the growth. */
function daysUntil(limit: number, { users, growth }: Question): Days {
  const { low, mid, high } = growth.perDay;
  const at = (perDay: number) => daysTo(growth.model, perDay, users, limit);
  // Backwards a faster growth is nearer.
  const [earliest, latest] = limit >= users ? [at(high), at(low)] : [at(low), at(high)];
  return { mid: at(mid), earliest, latest };
}

const CENTURY_DAYS = 36_525;
const isKnown = (days: number): boolean => Math.abs(days) < CENTURY_DAYS;

function dueOf({ mid, earliest, latest }: Days, { asOfDay, horizonDays }: Question): Due | null {
  if (![mid, earliest, latest].every(isKnown)) return null;
  if (latest - earliest > horizonDays || earliest > horizonDays) return null;
  const date = (days: number) => dateOf(asOfDay + Math.floor(days));
  return { date: date(mid), earliest: date(earliest), latest: date(latest) };
}

function advisedStep(step: Step, capacity: PartCapacity, question: Question, earliest: number): AdvisedStep {
  const { asOfDay } = question;
  const start = asOfDay + Math.floor(earliest) - leadDays(step.candidate.weeks, step.minutesMax);
  return {
    step,
    usersAfter: usersAfter(step, capacity.part.name, question.now),
    startBy: isKnown(earliest) ? dateOf(start) : null,
    isOverdue: capacity.act.mid <= question.users || (isKnown(earliest) && start < asOfDay),
  };
}

/** Why the first hard part's date is none. */
function widthRefusal(first: PartCapacity | undefined, question: Question): string | undefined {
  if (first === undefined) return undefined;
  const { earliest, latest } = daysUntil(first.act.mid, question);
  if (first.act.mid <= question.users || earliest > question.horizonDays) return undefined;
  const width = latest - earliest;
  if (width <= question.horizonDays) return undefined;
  const how = isKnown(width) ? `${Math.round(width)} days wide` : "without an end";
  return `the date at which ${first.part.name} must be acted on is ${how}, more than the horizon of ${question.horizonDays} days`;
}

/** When which part is due, and what to do about it. */
export function adviceOf(question: Question): Advice {
  const { now, users, growth, horizonDays, steps } = question;
  const hard = now.parts.filter(({ part }) => part.kind === "hard");
  const first = hard.toSorted((a, b) => a.act.mid - b.act.mid)[0];
  const refusal = refusalOf(growth) ?? widthRefusal(first, question);
  const parts = now.parts
    .filter(({ part }) => part.kind !== "variant" || part.name === "connection pool, held")
    .map((capacity) => ({ capacity, days: daysUntil(capacity.act.mid, question) }))
    .filter(
      ({ capacity, days }) =>
        capacity === first ||
        capacity.act.mid <= users ||
        (refusal === undefined && days.earliest <= horizonDays),
    )
    .map(({ capacity, days }): AdvisedPart => {
      const { part, act, break: broken } = capacity;
      const isDated = refusal === undefined;
      const due = (limit: Interval) => (isDated ? dueOf(daysUntil(limit.mid, question), question) : null);
      const earliest = isDated && due(act) !== null ? days.earliest : Infinity;
      return {
        capacity,
        act: due(act),
        break: due(broken),
        steps: stepsFor(part.name, steps, now).map((step) => advisedStep(step, capacity, question, earliest)),
      };
    })
    .sort((a, b) => a.capacity.act.mid - b.capacity.act.mid);
  return { refusal, parts };
}
