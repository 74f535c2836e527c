import type { Interval } from "../capacity/interval";
import { studentT95 } from "./student-t";

/** Users on a day. */
export interface Observation {
  /** Days since the epoch, in UTC. */
  readonly day: number;
  readonly users: number;
}

export const GROWTH_MODELS = ["linear", "exponential"] as const;
export type GrowthModel = (typeof GROWTH_MODELS)[number];

/** A trend through observations. */
export interface Growth {
  readonly model: GrowthModel;
  readonly points: number;
  /** Share of the variance that the trend explains, on the scale of the model. */
  readonly rSquared: number;
  /** Akaike's criterion for small samples; smaller is better, and comparable between the models. */
  readonly aicc: number;
  /** A day more: users (linear), or the logarithm of their ratio (exponential). In nine cases of ten. */
  readonly perDay: Interval;
  /** Users by the trend, on a day. */
  readonly at: (day: number) => number;
}

interface Line {
  readonly slope: number;
  readonly intercept: number;
  readonly residuals: readonly number[];
  readonly squares: number;
  readonly total: number;
  readonly spreadOfX: number;
}

/** Least squares. */
function fitLine(xs: readonly number[], ys: readonly number[]): Line {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x0, y0] = [mean(xs), mean(ys)];
  let xx = 0;
  let xy = 0;
  let yy = 0;
  xs.forEach((x, index) => {
    const y = ys[index] ?? 0;
    xx += (x - x0) ** 2;
    xy += (x - x0) * (y - y0);
    yy += (y - y0) ** 2;
  });
  const slope = xx === 0 ? 0 : xy / xx;
  const intercept = y0 - slope * x0;
  const residuals = xs.map((x, index) => (ys[index] ?? 0) - (intercept + slope * x));
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  return { slope, intercept, residuals, squares, total: yy, spreadOfX: xx };
}

/** Correlation of a residual with the one before; weeks and seasons make it large. */
function autocorrelation(residuals: readonly number[], squares: number): number {
  if (squares === 0) return 0;
  const products = residuals.slice(1).reduce((sum, each, index) => sum + each * (residuals[index] ?? 0), 0);
  return products / squares;
}

/** Beyond it a handful of points would count as one. */
const AUTOCORRELATION_MAX = 0.9;

/** By how much dependent residuals widen the interval of a slope (Bayley and Hammersley 1946, first order). */
function widening({ residuals, squares }: Line): number {
  const dependence = Math.min(AUTOCORRELATION_MAX, Math.max(0, autocorrelation(residuals, squares)));
  return Math.sqrt((1 + dependence) / (1 - dependence));
}

/** Intercept, slope and variance. */
const PARAMETERS = 3;
/** Squares of a perfect fit, whose logarithm is not to be taken. */
const LEAST_SQUARES = 1e-12;

function fit(model: GrowthModel, observations: readonly Observation[]): Growth {
  const start = observations[0]?.day ?? 0;
  const n = observations.length;
  const xs = observations.map(({ day }) => day - start);
  const isLog = model === "exponential";
  const ys = observations.map(({ users }) => (isLog ? Math.log(users) : users));
  const line = fitLine(xs, ys);
  const deviation = Math.sqrt(line.squares / Math.max(1, n - 2) / Math.max(line.spreadOfX, Number.MIN_VALUE));
  const half = studentT95(Math.max(1, n - 2)) * deviation * widening(line);
  // A density of logarithms is one of users only with the derivative of the logarithm (Akaike 1978).
  const jacobian = isLog ? 2 * ys.reduce((sum, y) => sum + y, 0) : 0;
  const correction = (2 * PARAMETERS * (PARAMETERS + 1)) / Math.max(1, n - PARAMETERS - 1);
  const { slope, intercept } = line;
  return {
    model,
    points: n,
    rSquared: line.total === 0 ? 0 : 1 - line.squares / line.total,
    aicc: n * Math.log(Math.max(line.squares / n, LEAST_SQUARES)) + 2 * PARAMETERS + correction + jacobian,
    perDay: { low: slope - half, mid: slope, high: slope + half },
    at: (day) => {
      const y = intercept + slope * (day - start);
      return isLog ? Math.exp(y) : y;
    },
  };
}

/**
 * The better of both trends by AICc (Burnham and Anderson 2002, 2.4). A series with a day without users has no
 * logarithm: it is linear.
 * @param observations by rising day
 */
export function growthOf(observations: readonly Observation[]): Growth {
  const linear = fit("linear", observations);
  if (observations.some(({ users }) => users === 0)) return linear;
  const exponential = fit("exponential", observations);
  return exponential.aicc < linear.aicc ? exponential : linear;
}

/** Days from a number of users to another one; Infinity where it is never reached. */
export function daysTo(model: GrowthModel, perDay: number, from: number, to: number): number {
  const way = model === "linear" ? to - from : Math.log(to / from);
  if (way === 0) return 0;
  return perDay <= 0 ? Infinity : way / perDay;
}

const POINTS_MIN = 8;
const R_SQUARED_MIN = 0.5;

/** Why nothing can be said of the time to come; undefined when something can. */
export function refusalOf({ points, rSquared, perDay }: Growth): string | undefined {
  if (points < POINTS_MIN)
    return `${points} point${points === 1 ? " is" : "s are"} too few: a trend needs ${POINTS_MIN}`;
  if (perDay.mid <= 0) return "users do not grow";
  if (rSquared < R_SQUARED_MIN)
    return `the trend explains ${Math.round(rSquared * 100)} % of what happened, less than ${R_SQUARED_MIN * 100} %: it is noise`;
  return undefined;
}
