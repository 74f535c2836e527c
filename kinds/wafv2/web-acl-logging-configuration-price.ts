import type { Formula } from "../pricing/formula";
import { webAclLogGiB } from "./web-acl-log-volume";

/** Logs of WAF as they are delivered to S3; the bucket's storage is priced there. */
export const webAclLoggingConfigurationPrice: Formula = (_resource, context) => [
  {
    item: "delivery to S3",
    priceKey: "cloudwatch.logs.vended.s3",
    quantity: webAclLogGiB(context),
    basis: "usage",
    assumption: "1,500 bytes for 2 % of the requests, which a rule refuses or counts",
  },
];
