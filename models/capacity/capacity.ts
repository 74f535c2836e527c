import { InputError, type TierSpec } from "../../tiers";
import {
  DEFAULT_CAPACITY_COEFFICIENTS,
  middleOf,
  type CapacityCoefficients,
  type CapacityValues,
} from "./coefficients";
import { spread, type Interval } from "./interval";
import { LIMITS, type Limits } from "./limits";
import { sizesWithout, type Loss } from "./loss";
import type { Part, Users } from "./part";
import { PARTS } from "./parts";
import { sizesOf, type CapacitySizes } from "./sizes";

/** Users that a part carries. */
export interface PartCapacity {
  readonly part: Part;
  /** Users at which somebody must act. */
  readonly act: Interval;
  /** Users at which it breaks. */
  readonly break: Interval;
}

/** How many users the sizes of a platform carry, and which part fails first. */
export interface Capacity {
  /** Users at the hard limits of the sizes: those of the hard part that breaks first. */
  readonly users: number;
  readonly limitedBy: string;
  /** Users at which the first hard part must be acted on. */
  readonly actBy: number;
  /** Those that break first, first; a part that a user puts nothing on, and one that is not there, do not appear. */
  readonly parts: readonly PartCapacity[];
}

const whole = ({ low, mid, high }: Interval): Interval => ({
  low: Math.floor(low),
  mid: Math.floor(mid),
  high: Math.floor(high),
});

/** One part at the middle and at both ends of each of its coefficients. */
export function partCapacity(
  part: Part,
  sizes: CapacitySizes,
  coefficients: CapacityCoefficients,
  limits: Limits = LIMITS,
): PartCapacity | undefined {
  const middle = middleOf(coefficients);
  const usersWith = (changed: Partial<CapacityValues>): Users | undefined =>
    part.users(sizes, { ...middle, ...changed }, limits);
  const users = usersWith({});
  if (users === undefined || users.break === Infinity) return undefined;
  const ends = part.coefficients
    .filter((name) => coefficients[name].low !== coefficients[name].high)
    .map(
      (name) =>
        [
          usersWith({ [name]: coefficients[name].low }) ?? users,
          usersWith({ [name]: coefficients[name].high }) ?? users,
        ] as const,
    );
  const intervalOf = (which: keyof Users): Interval =>
    whole(
      spread(
        users[which],
        ends.map(([low, high]) => [low[which], high[which]] as const),
      ),
    );
  return { part, act: intervalOf("act"), break: intervalOf("break") };
}

/**
 * What sizes carry. @throws InputError where the coefficients put nothing on any hard part
 */
export function capacityOfSizes(
  sizes: CapacitySizes,
  coefficients: CapacityCoefficients = DEFAULT_CAPACITY_COEFFICIENTS,
  limits: Limits = LIMITS,
): Capacity {
  const found = PARTS.flatMap((part) => partCapacity(part, sizes, coefficients, limits) ?? []).sort(
    (one, other) => one.break.mid - other.break.mid || one.act.mid - other.act.mid,
  );
  const hard = found.filter(({ part }) => part.kind === "hard");
  const [first] = hard;
  if (first === undefined)
    throw new InputError("By these coefficients a user uses nothing, so there is no capacity to work out.");
  return {
    users: first.break.mid,
    limitedBy: first.part.name,
    actBy: Math.min(...hard.map(({ act }) => act.mid)),
    parts: found,
  };
}

export interface CapacityOptions {
  readonly coefficients?: CapacityCoefficients;
  readonly without?: Loss | undefined;
  /** Default: those of the table of promises. */
  readonly limits?: Limits;
}

/**
 * Users that a tier carries, by part.
 * @throws InputError for an instance type it does not know, or coefficients by which users use nothing
 */
export function capacityOf(
  tier: TierSpec,
  { coefficients, without, limits }: CapacityOptions = {},
): Capacity {
  return capacityOfSizes(
    without === undefined ? sizesOf(tier) : sizesWithout(tier, without),
    coefficients,
    limits,
  );
}
