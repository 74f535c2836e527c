/** Dollars, rounded to whole cents. */
export const toCents = (amountUsd: number): number => Math.round(amountUsd * 100) / 100;
