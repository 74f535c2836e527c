/** Units of promises and thresholds, with what a threshold may be. */
export const UNITS = {
  percent: { min: 0, max: 100, short: " %" },
  burn: { min: 1, max: 1_000, short: "× the budget" },
  seconds: { min: 0, max: 604_800, short: " s" },
  milliseconds: { min: 0, max: 600_000, short: " ms" },
  hours: { min: 0, max: 744, short: " h" },
  days: { min: 0, max: 3_650, short: " days" },
  count: { min: 0, max: 1_000_000, short: "" },
  bytes: { min: 0, max: 2 ** 50, short: " bytes" },
  transactions: { min: 0, max: 2 ** 31, short: " ids" },
} as const;

export type Unit = keyof typeof UNITS;

export const UNIT_NAMES = Object.keys(UNITS) as [Unit, ...Unit[]];

/** What is wrong with a number of a unit, in the words of what is allowed; undefined when nothing is. */
export function outsideUnit(amount: number, unit: Unit): string | undefined {
  const { min, max } = UNITS[unit];
  return amount >= min && amount <= max ? undefined : `${min} to ${max} ${unit}`;
}

/** In what large units are shown. */
const SCALES: Partial<Record<Unit, readonly [number, string]>> = {
  bytes: [2 ** 30, " GiB"],
  transactions: [1_000_000, " M"],
};

/** A number with its unit, as reports show it; bytes in GiB, transaction ids in millions. */
export function amountText(amount: number, unit: Unit): string {
  const [scale, short] = SCALES[unit] ?? [1, UNITS[unit].short];
  const digits = unit in SCALES ? 1 : 3;
  return `${(amount / scale).toLocaleString("en-US", { maximumFractionDigits: digits })}${short}`;
}
