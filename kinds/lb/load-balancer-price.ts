import type { Workload } from "../../models/load/workload";
import { constant, figuresOf } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { Formula } from "../pricing/formula";
import { requirePricedVariant } from "../pricing/priced-variant";

/** What one LCU carries (Elastic Load Balancing pricing, Application Load Balancer). */
const LCU = { newConnectionsPerSecond: 25, activeConnectionsPerMinute: 3_000, gibPerHour: 1 } as const;
/** CloudFront keeps connections to its origin open; one is opened anew for so many requests. Assumed. */
const REQUESTS_PER_CONNECTION = 10;
const CONNECTION_MINUTES = 2;

/** LCUs of a load: the largest of the dimensions. The few rules of the listener are within the free ten. */
function loadBalancerLcus({ requestsPerMinute, apiInGiB, apiOutGiB, uploadGiB }: Workload): number {
  const newPerMinute = requestsPerMinute / REQUESTS_PER_CONNECTION;
  return Math.max(
    newPerMinute / 60 / LCU.newConnectionsPerSecond,
    (newPerMinute * CONNECTION_MINUTES) / LCU.activeConnectionsPerMinute,
    (apiInGiB + uploadGiB + apiOutGiB) / HOURS_PER_MONTH / LCU.gibPerHour,
  );
}

/** An application load balancer. */
export const loadBalancerPrice: Formula = (resource, { workload }) => {
  requirePricedVariant(resource, "loadBalancerType", ["application"], "application");
  return [
    {
      item: "hours",
      priceKey: "alb.hour",
      quantity: constant(HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
    {
      item: "capacity units",
      priceKey: "alb.lcu",
      quantity: figuresOf(workload, (load) => loadBalancerLcus(load) * HOURS_PER_MONTH),
      basis: "usage",
      assumption: `the largest of new connections (one for ${REQUESTS_PER_CONNECTION} requests), open ones and GB`,
    },
  ];
};
