import type { Formula } from "../pricing/formula";
import { flowLogGiB } from "./flow-log-volume";
import { requirePricedVariant } from "../pricing/priced-variant";

/** Flow logs as they are delivered to S3; the bucket's storage is priced there. */
export const flowLogPrice: Formula = (resource, context) => {
  requirePricedVariant(resource, "logDestinationType", ["s3"], "cloud-watch-logs");
  return [
    {
      item: "delivery to S3",
      priceKey: "cloudwatch.logs.vended.s3",
      quantity: flowLogGiB(context),
      basis: "usage",
      assumption: "half a percent of the traffic inside the platform",
    },
  ];
};
