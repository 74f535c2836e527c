import type { Observation } from "../../../models/advice/growth";
import { dayOf } from "../../../models/advice/days";
import { seeded } from "../capacity/simulation";

/** Numbers of the standard normal distribution, by Box and Muller. */
export function normal(seed: number): () => number {
  const random = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface Series {
  readonly name: string;
  readonly observations: readonly Observation[];
}

interface Shape {
  readonly points: number;
  readonly everyDays?: number;
  readonly start?: string;
  readonly users: (day: number, index: number) => number;
  readonly keep?: (index: number) => boolean;
}

const series = (
  name: string,
  { points, everyDays = 7, start = "2026-06-01", users, keep = () => true }: Shape,
): Series => ({
  name,
  observations: Array.from({ length: points }, (_, index) => ({
    day: dayOf(start) + index * everyDays,
    users: Math.max(0, Math.round(users(index * everyDays, index))),
  })).filter((_, index) => keep(index)),
});

const noisy = (seed: number, share: number) => {
  const random = normal(seed);
  return (value: number) => value * (1 + share * random());
};

/** Histories of every kind; all end within the half year before 2026-12-01. */
export const SERIES: readonly Series[] = [
  series("linear, exact", { points: 26, users: (day) => 600 + 3 * day }),
  series("linear, 2 % of noise", { points: 26, users: (day) => noisy(day + 1, 0.02)(600 + 3 * day) }),
  series("linear, daily", { points: 180, everyDays: 1, users: (day) => noisy(day + 2, 0.03)(700 + 2 * day) }),
  series("linear, steep", { points: 26, users: (day) => 100 + 20 * day }),
  series("linear, from nobody", { points: 26, users: (day) => 5 * day }),
  series("exponential, exact", { points: 26, users: (day) => 400 * Math.exp(0.006 * day) }),
  series("exponential, 2 % of noise", {
    points: 26,
    users: (day) => noisy(day + 3, 0.02)(400 * Math.exp(0.006 * day)),
  }),
  series("exponential, daily", {
    points: 180,
    everyDays: 1,
    users: (day) => noisy(day + 4, 0.02)(400 * Math.exp(0.006 * day)),
  }),
  series("exponential, doubling a month", {
    points: 12,
    start: "2026-09-07",
    users: (day) => 50 * 2 ** (day / 30),
  }),
  series("exponential, slow", {
    points: 26,
    users: (day) => noisy(day + 5, 0.001)(1_000 * Math.exp(0.0005 * day)),
  }),
  series("flat", { points: 26, users: () => 800 }),
  series("flat with noise", { points: 26, users: (day) => noisy(day + 6, 0.03)(800) }),
  series("shrinking, linear", { points: 26, users: (day) => 1_400 - 3 * day }),
  series("shrinking, exponential", { points: 26, users: (day) => 1_400 * Math.exp(-0.004 * day) }),
  series("weekends", {
    points: 180,
    everyDays: 1,
    users: (day) => (600 + 3 * day) * (day % 7 >= 5 ? 0.85 : 1),
  }),
  series("a season on a trend", {
    points: 26,
    users: (day) => (500 + 4 * day) * (1 + 0.1 * Math.sin((2 * Math.PI * day) / 91)),
  }),
  series("a season without a trend", {
    points: 26,
    users: (day) => 800 * (1 + 0.3 * Math.sin((2 * Math.PI * day) / 91)),
  }),
  series("gaps of weeks", {
    points: 26,
    users: (day) => noisy(day + 7, 0.01)(600 + 3 * day),
    keep: (index) => index < 6 || (index > 12 && index !== 20),
  }),
  series("over a leap day", { points: 140, everyDays: 7, start: "2024-02-01", users: (day) => 100 + day }),
  series("seven points", { points: 7, users: (day) => 600 + 3 * day }),
  series("eight points", { points: 8, start: "2026-10-05", users: (day) => 600 + 3 * day }),
  series("one point", { points: 1, users: () => 500 }),
  series("noise", { points: 26, users: (day) => noisy(day + 8, 0.5)(600) }),
  series("growth in noise", { points: 26, users: (day) => noisy(day + 9, 0.3)(600 + day) }),
  series("a jump", { points: 26, users: (day) => (day < 91 ? 500 : 900) }),
];
