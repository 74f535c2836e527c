import type { CapacityCoefficientName, CapacityValues } from "./coefficients";
import type { LimitName } from "../promises/capacity-limits";
import type { Limits } from "./limits";
import type { CapacitySizes } from "./sizes";

/** Users at which a part must be acted on, and at which it breaks; Infinity where users use nothing of it. */
export interface Users {
  readonly act: number;
  readonly break: number;
}

/**
 * - `hard`: beyond its limit the platform fails for users.
 * - `soft`: beyond its limit it goes on, slower or dearer.
 * - `variant`: what another part becomes under a condition; it limits nobody by itself.
 */
export type PartKind = "hard" | "soft" | "variant";

/** One thing that a platform has a limited amount of. */
export interface Part {
  readonly name: string;
  readonly kind: PartKind;
  /** For a variant: the part that it stands for, and when. */
  readonly variantOf?: { readonly part: string; readonly when: string };
  /** As the page of the model shows it; limits by their names. */
  readonly formula: string;
  /** Where the formula is from. */
  readonly source: string;
  /** What happens beyond the limit, for whoever must decide. */
  readonly beyond: string;
  /** The coefficients that it reads. */
  readonly coefficients: readonly CapacityCoefficientName[];
  /** The limits that it reads, of the table of promises. */
  readonly limits: readonly LimitName[];
  /** Undefined for sizes that have no such part. */
  readonly users: (sizes: CapacitySizes, c: CapacityValues, limits: Limits) => Users | undefined;
}

/** The load of `perUser` on `has`, of which limits are shares. */
export const shares = (has: number, perUser: number, limit: Users): Users => ({
  act: perUser > 0 ? (has * limit.act) / perUser : Infinity,
  break: perUser > 0 ? (has * limit.break) / perUser : Infinity,
});

/** Requests a second of one user at the peak. */
export const requestsPerSecond = ({ requestsPerUserMinute, peakFactor }: CapacityValues): number =>
  (requestsPerUserMinute * peakFactor) / 60;

export const REQUEST_LOAD = ["requestsPerUserMinute", "peakFactor"] as const;
