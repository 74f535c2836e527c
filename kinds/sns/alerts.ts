import type { Figures } from "../pricing/figures";

/** Alerts through one topic: none in a quiet month, one a day, ten a day. */
export const alertsPerMonth: Figures = { floor: 0, expected: 30, ceiling: 300 };

export const ALERTS_ASSUMPTION = "assumed: one alert a day, at most ten";
