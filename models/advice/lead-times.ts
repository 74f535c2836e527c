import type { TierName } from "../../tiers";

/** Weeks of work. */
export interface Weeks {
  readonly min: number;
  readonly max: number;
}

/**
 * Work before a step up, by the tier it leads to: the roadmap's milestones (“Implementation time: 2 weeks”, and its
 * `effort`). For 20K it names months of another architecture, which this step is not: its sharding has the weeks of 10K.
 */
export const TIER_WEEKS: Readonly<Record<TierName, Weeks>> = {
  "100": { min: 0, max: 0 },
  "500": { min: 2, max: 2 },
  "2k": { min: 2, max: 3 },
  "5k": { min: 1, max: 2 },
  "10k": { min: 2, max: 3 },
  "20k": { min: 2, max: 3 },
};

/** A change of the application that its own tests have to see, and one of a size. */
export const CONTRACT_WEEKS: Weeks = { min: 1, max: 1 };
export const FIELD_WEEKS: Weeks = { min: 0, max: 1 };

/** Days kept free before anything is due. */
const MARGIN_DAYS = 7;

const MINUTES_PER_DAY = 1_440;
const DAYS_PER_WEEK = 7;

/** Whole days that a step must begin before its part is to be acted on. */
export const leadDays = ({ max }: Weeks, minutesMax: number): number =>
  Math.ceil(max * DAYS_PER_WEEK + minutesMax / MINUTES_PER_DAY) + MARGIN_DAYS;
