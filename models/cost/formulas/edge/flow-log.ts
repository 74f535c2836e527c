import type { Formula } from "../../formula";
import { flowLogGiB } from "./flow-log-volume";

/** Flow logs as they are delivered to S3; the bucket's storage is priced there. */
export const flowLog: Formula = (_resource, context) => [
  {
    item: "delivery to S3",
    priceKey: "cloudwatch.logs.vended.s3",
    quantity: flowLogGiB(context),
    basis: "usage",
    assumption: "half a percent of the traffic inside the platform",
  },
];
