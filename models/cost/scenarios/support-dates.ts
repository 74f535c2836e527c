import { z } from "zod";
import data from "./support-dates.json";

const calendarSchema = z.strictObject({
  source: z.url(),
  /** Last day of standard support by version. */
  endOfStandardSupport: z.record(z.string(), z.iso.date()),
});

/** When AWS ends the standard support of a version, as its calendars say. */
const supportDatesSchema = z.strictObject({
  /** Year and month of the last look at the calendars. */
  asOf: z.string().regex(/^\d{4}-\d\d$/),
  kubernetes: calendarSchema,
  postgres: calendarSchema,
});

export const supportDates = supportDatesSchema.parse(data);
