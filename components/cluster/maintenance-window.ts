import type { MaintenanceWindow } from "../shared/maintenance";
import { MINUTES_PER_HOUR, MINUTES_PER_WEEK, minuteOfWeek, weeklyCron } from "../shared/week";

/** A budget of a Karpenter NodePool; of the budgets that are active for a reason, the smallest counts. */
export interface DisruptionBudget {
  readonly nodes: string;
  readonly reasons?: readonly ("Drifted" | "Empty" | "Underutilized")[];
  readonly schedule?: string;
  readonly duration?: string;
}

const HOURS_MAX = 24;

function duration(minutes: number): string {
  const rest = minutes % MINUTES_PER_HOUR;
  return `${Math.floor(minutes / MINUTES_PER_HOUR)}h${rest === 0 ? "" : `${rest}m`}`;
}

/**
 * Budgets of a pool: never more than one node at a time, and none for drift outside the window. Since the smallest
 * active budget counts, a window cannot be opened, only its complement closed: from its end until it begins again.
 * Drift alone is held back; a node that stands empty or half-used goes at any hour (Karpenter, "Disruption").
 * @param turn which of equal parts of the window is the pool's own; pools that must not lose nodes together take turns
 * @throws RangeError when the window is not weekly, or not of 1 to 24 hours
 */
export function disruptionBudgets(
  { cronUtc, durationHours }: MaintenanceWindow,
  turn: { readonly index: number; readonly of: number } = { index: 0, of: 1 },
): DisruptionBudget[] {
  if (!(durationHours >= 1 && durationHours <= HOURS_MAX))
    throw new RangeError(
      `The maintenance window must last 1 to ${HOURS_MAX} hours; it lasts ${durationHours}.`,
    );
  const length = Math.floor((durationHours * MINUTES_PER_HOUR) / turn.of);
  const end = minuteOfWeek(cronUtc) + (turn.index + 1) * length;
  return [
    { nodes: "1" },
    {
      nodes: "0",
      reasons: ["Drifted"],
      schedule: weeklyCron(end),
      duration: duration(MINUTES_PER_WEEK - length),
    },
  ];
}
