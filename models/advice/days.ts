const MS_PER_DAY = 86_400_000;

/** Days since the epoch of a date such as `2026-12-01`, which must be one. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;

/** Whether a text is a date of the calendar: 2027-02-29 is none. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = dayOf(text);
  return Number.isFinite(day) && dateOf(day) === text;
}

/** The date of a day, such as `2026-12-01`. */
export const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
