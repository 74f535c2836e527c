import { z } from "zod";
import { UnpricedError } from "../pricing/errors";
import { figuresOf } from "../pricing/figures";
import type { Formula } from "../pricing/formula";

const inputsSchema = z.object({
  appMonitorConfiguration: z.object({ sessionSampleRate: z.number().min(0).max(1) }),
});

const EVENTS_PER_UNIT = 100_000;

/**
 * Events that browsers report of the sampled sessions, $1 for 100,000 (https://aws.amazon.com/cloudwatch/pricing/). Metrics
 * that RUM makes of them have no price of their own.
 */
export const appMonitorPrice: Formula = ({ name, inputs }, { workload }) => {
  const parsed = inputsSchema.safeParse(inputs);
  if (!parsed.success)
    throw new UnpricedError(
      `${name} has no price: an app monitor needs appMonitorConfiguration.sessionSampleRate from 0 to 1.`,
    );
  const share = parsed.data.appMonitorConfiguration.sessionSampleRate;
  return [
    {
      item: "events of browsers",
      priceKey: "cloudwatch.rum.events",
      quantity: figuresOf(workload, ({ rumEventsPerMonth }) => (rumEventsPerMonth * share) / EVENTS_PER_UNIT),
      basis: "usage",
      assumption: `rumEventsPerSession of docs/workload.md in ${share * 100} % of the sessions`,
    },
  ];
};
