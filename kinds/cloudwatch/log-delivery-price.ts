import type { Formula } from "../pricing/formula";
import { requestLogGiB } from "./request-log-volume";

/** Logs of CloudFront as they are delivered to S3; the bucket's storage is priced there. */
export const logDeliveryPrice: Formula = (_resource, context) => [
  {
    item: "delivery to S3",
    priceKey: "cloudwatch.logs.vended.s3",
    quantity: requestLogGiB(context),
    basis: "usage",
    assumption: "600 bytes for every request that CloudFront is asked",
  },
];
