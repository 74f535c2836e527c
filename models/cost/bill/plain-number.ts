const thousands = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** `17,857,625`, `60.3`, `0.0672`: three digits, or all of a whole number; the same in every locale. */
export const plainNumber = (value: number): string =>
  value >= 100 ? thousands(String(Math.round(value))) : String(Number(value.toPrecision(3)));
