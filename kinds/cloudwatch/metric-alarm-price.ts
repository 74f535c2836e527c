import { z } from "zod";
import { UnpricedError } from "../pricing/errors";
import { constant } from "../pricing/figures";
import type { CostItem, Formula } from "../pricing/formula";

/** Below it, seconds, an alarm is of high resolution. */
const STANDARD_PERIOD_SECONDS = 60;

const period = z.number().int().positive();
const inputsSchema = z.union([
  z.object({ metricName: z.string(), period, metricQueries: z.undefined().optional() }),
  z.object({
    metricName: z.undefined().optional(),
    // No expression over a search, a query or an anomaly band: these are charged for more than the metrics they name.
    metricQueries: z
      .array(
        z.union([
          z.object({ metric: z.object({ period }), expression: z.undefined().optional() }),
          z.object({
            metric: z.undefined().optional(),
            expression: z.string().regex(/^(?!.*(SELECT|SEARCH|ANOMALY_DETECTION_BAND))/is),
          }),
        ]),
      )
      .refine((queries) => queries.some(({ metric }) => metric !== undefined)),
  }),
]);

/**
 * An alarm is charged for each metric it reads (https://aws.amazon.com/cloudwatch/pricing/). The account's ten free
 * alarms are not counted: they belong to all that the account does.
 */
export const metricAlarmPrice: Formula = ({ name, inputs }): CostItem[] => {
  const parsed = inputsSchema.safeParse(inputs);
  if (!parsed.success)
    throw new UnpricedError(
      `${name} has no price: an alarm reads one metric with its period, or metrics by metricQueries without a search or band.`,
    );
  const periods =
    parsed.data.metricQueries === undefined
      ? [parsed.data.period]
      : parsed.data.metricQueries.flatMap(({ metric }) => (metric === undefined ? [] : [metric.period]));
  const highResolution = periods.some((seconds) => seconds < STANDARD_PERIOD_SECONDS);
  return [
    {
      item: "metrics watched",
      priceKey: highResolution ? "cloudwatch.alarm.highResolution" : "cloudwatch.alarm.standard",
      quantity: constant(periods.length),
      basis: "fixed",
      assumption: null,
    },
  ];
};
