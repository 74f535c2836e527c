import { LIMIT_NAMES, type LimitAmount, type LimitName } from "../promises/capacity-limits";
import { limitAmount } from "../promises/limit-amount";
import type { Promises } from "../promises/schema";
import { PROMISES } from "../promises/table";

/** How far a part may be used. Figures without a unit are shares of what the part has. */
export interface Limit {
  /** From here on somebody must act. */
  readonly act: number;
  /** Here users notice: it fails, or answers late without end; Infinity where it breaks by another limit. */
  readonly break: number;
  readonly source: string;
}

/** Every limit of the capacity model. */
export type Limits = Readonly<Record<LimitName, Limit>>;

/** The limits that a table of promises has; nothing else writes one. */
export function limitsOf({ capacityLimits, thresholds }: Promises): Limits {
  const amount = (of: LimitAmount): number => limitAmount(of, thresholds) ?? Number.NaN;
  return Object.fromEntries(
    LIMIT_NAMES.map((name): [LimitName, Limit] => {
      const { act, break: broken, source } = capacityLimits[name];
      return [name, { act: amount(act), break: broken === null ? Infinity : amount(broken), source }];
    }),
  ) as Record<LimitName, Limit>;
}

export const LIMITS = limitsOf(PROMISES);
