import { z } from "zod";
import { dayOf } from "./days";
import type { Observation } from "./growth";

/** What `aws cloudwatch get-metric-data` prints, as far as it is read. */
export const metricDataSchema = z.object({
  MetricDataResults: z
    .array(
      z.object({
        Timestamps: z.array(z.string().refine((text) => Number.isFinite(Date.parse(text)), "a time")),
        Values: z.array(z.number().nonnegative()),
        StatusCode: z.string().optional(),
      }),
    )
    .min(1, "one result at least"),
});
export type MetricData = z.infer<typeof metricDataSchema>;

const MINUTES_PER_DAY = 1_440;

/**
 * Users of each whole day, from requests: as many as make so many requests on average.
 * @param asOfDay the day that counts as today, which is not over yet
 * @param requestsPerUserMinute average of a day, above 0
 * @returns observations by rising day
 */
export function usersOfRequests(
  { MetricDataResults: results }: MetricData,
  asOfDay: number,
  requestsPerUserMinute: number,
): Observation[] {
  const requests = new Map<number, number>();
  for (const { Timestamps: times, Values: values } of results)
    times.forEach((time, index) => {
      const day = dayOf(new Date(time).toISOString().slice(0, 10));
      requests.set(day, (requests.get(day) ?? 0) + (values[index] ?? 0));
    });
  return [...requests]
    .filter(([day]) => day < asOfDay)
    .map(([day, count]) => ({ day, users: Math.round(count / MINUTES_PER_DAY / requestsPerUserMinute) }))
    .sort((a, b) => a.day - b.day);
}
